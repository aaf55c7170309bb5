import { describe, expect, it } from 'vitest';
import { FASHION_CLASSES } from '../domain/dataset';
import { NONE_OF_THESE, PHOTO_CATEGORIES } from '../domain/photo/categories';
import { className, classNames, datasetName, namesInAllLanguages } from './dataset-names';
import { ko } from './ko';
import { outOfScope } from './ko/scope';

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

describe('names of data sets and classes', () => {
  it('are translated where the app knows them', () => {
    expect(datasetName({ id: 'starter', name: null }, ko.common)).toBe(
      ko.common.datasets.starter.name,
    );
    expect(classNames({ classes: [...FASHION_CLASSES] }, ko.common)).toEqual(ko.common.classes);
    expect(['Hat', 'Ankle boot', 'Wig'].map((name) => className(name, ko.common))).toEqual([
      '모자',
      '앵클부츠',
      'Wig',
    ]);
  });

  it('are as given where a person gave them', () => {
    const id = 'own-0123456789abcdef';
    expect(datasetName({ id, name: 'shop.csv' }, ko.common)).toBe('shop.csv');
    expect(datasetName({ id, name: null }, ko.common)).toBe(id);
    expect(classNames({ classes: DIGITS }, ko.common)).toEqual(DIGITS);
  });

  it('are known in every language, by which network has them too', () => {
    expect(namesInAllLanguages('T-shirt')).toEqual(['T-shirt', '티셔츠']);
    expect(namesInAllLanguages('Ankle boot')).toEqual(['Ankle boot', '앵클부츠']);
    expect(namesInAllLanguages('Wig')).toEqual(['Wig']);
    expect(namesInAllLanguages('constructor')).toEqual(['constructor']);
  });

  it('are known as they were called before: a person’s rules may be of that time', () => {
    expect(namesInAllLanguages('Dress')).toEqual(['Dress', '원피스', '드레스']);
  });

  it('are the same for a dress and for what looks like one, whichever network has them', () => {
    const { classes, photoCategories } = ko.common;
    const dress = photoCategories[PHOTO_CATEGORIES.indexOf('Dress')] ?? '';
    expect(classes[FASHION_CLASSES.indexOf('Dress')]).toBe(dress);
    for (const [at, category] of PHOTO_CATEGORIES.entries()) {
      if (category !== NONE_OF_THESE) expect(outOfScope(category)).toContain(photoCategories[at]);
    }
  });
});

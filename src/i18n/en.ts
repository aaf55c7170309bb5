import { analysis } from './en/analysis';
import { browse } from './en/browse';
import { common } from './en/common';
import { failureText } from './en/failures';
import { settings } from './en/settings';
import { shell } from './en/shell';
import { train } from './en/train';
import { BACKEND_NAMES } from './names';

/**
 * Every text of the interface in English. This object defines the shape of all translations:
 * leaves are texts, or functions of named facts that give a text.
 */
export const en = {
  common,
  backendNames: BACKEND_NAMES,
  failureText,
  shell,
  browse,
  train,
  settings,
  analysis,
};

/** Shape of every translation. */
export type EnglishMessages = typeof en;

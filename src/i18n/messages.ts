import { type EnglishMessages, en } from './en';
import { ko } from './ko';

/** All texts of one language. */
export type Messages = EnglishMessages;

/** Languages of the interface. */
export const LANGUAGES = ['en', 'ko'] as const;
/** Identifier of a language; also the value of `<html lang>` and of `?lang=`. */
export type Language = (typeof LANGUAGES)[number];

const MESSAGES: Record<Language, Messages> = { en, ko };

/** The texts of a language. */
export function messagesFor(language: Language): Messages {
  return MESSAGES[language];
}

/** Whether a text names one of our languages. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

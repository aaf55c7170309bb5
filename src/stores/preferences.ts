/**
 * What a person prefers. Language and theme: chosen by the address, by the person before, or by the
 * system, in that order.
 */
import { create } from 'zustand';
import { MAX_THRESHOLD } from '../domain/photo/verdict';
import { isLanguage, type Language, type Messages, messagesFor } from '../i18n/messages';
import { recall, remember } from './remembered';

/** What a person can choose. */
export const THEMES = ['system', 'light', 'dark'] as const;
/** One of {@link THEMES}. */
export type Theme = (typeof THEMES)[number];

/** Choices that outlive the page. */
export interface PreferencesState {
  language: Language;
  theme: Theme;
  /** The theme in effect: "system" resolved. Charts that need colours in numbers read this. */
  resolvedTheme: 'light' | 'dark';
  /**
   * Probability from which on an answer to a photo is given as sure, 0 to {@link MAX_THRESHOLD}; null: as
   * is usual for the network, see {@link file://./threshold.ts}.
   */
  threshold: number | null;
  /** Whether the photo network is asked beside one that has no class for some clothes. */
  checksScope: boolean;
}

const LANGUAGE_KEY = 'atelier.language';
const THEME_KEY = 'atelier.theme';
const THRESHOLD_KEY = 'atelier.threshold';
const SCOPE_KEY = 'atelier.scope-check';
const DARK_QUERY = '(prefers-color-scheme: dark)';

/** The preferences, for components and other stores. */
export const usePreferences = create<PreferencesState>(() => {
  const theme = storedTheme();
  const resolvedTheme = resolveTheme(theme);
  return {
    language: initialLanguage(),
    theme,
    resolvedTheme,
    threshold: storedThreshold(),
    checksScope: recall(SCOPE_KEY) !== 'no',
  };
});

/** The language in use. */
export function useLanguage(): Language {
  return usePreferences((state) => state.language);
}

/** All texts in the language in use. */
export function useMessages(): Messages {
  return messagesFor(useLanguage());
}

/** Changes the language and remembers the choice. */
export function setLanguage(language: Language): void {
  remember(LANGUAGE_KEY, language);
  forgetAddressLanguage();
  usePreferences.setState({ language });
}

/** Changes the theme and remembers the choice. */
export function setTheme(theme: Theme): void {
  remember(THEME_KEY, theme);
  usePreferences.setState({ theme, resolvedTheme: resolveTheme(theme) });
}

/** Changes from which probability on answers are sure, and remembers the choice; null: as is usual. */
export function setThreshold(threshold: number | null): void {
  remember(THRESHOLD_KEY, threshold === null ? '' : String(threshold));
  usePreferences.setState({ threshold });
}

/** Has the photo network asked beside others, or not, and remembers the choice. */
export function setScopeCheck(checksScope: boolean): void {
  remember(SCOPE_KEY, checksScope ? 'yes' : 'no');
  usePreferences.setState({ checksScope });
}

/** Keeps `<html lang>` and `<html data-theme>` in step with the preferences. Called once, at start. */
export function applyPreferences(root: HTMLElement): void {
  const apply = ({ language, resolvedTheme }: PreferencesState) => {
    root.lang = language;
    root.dataset.theme = resolvedTheme;
  };
  apply(usePreferences.getState());
  usePreferences.subscribe(apply);
  window.matchMedia(DARK_QUERY).addEventListener('change', () => {
    usePreferences.setState(({ theme }) => ({ resolvedTheme: resolveTheme(theme) }));
  });
}

/** The first usable of: `?lang=`, the earlier choice, the browser's languages; else English. */
export function chooseLanguage(
  search: string,
  stored: string | null,
  browser: readonly string[],
): Language {
  const wanted = new URLSearchParams(search).get('lang');
  const candidates = [wanted, stored, ...browser.map((tag) => tag.toLowerCase().split('-')[0])];
  return candidates.find(isLanguage) ?? 'en';
}

function initialLanguage(): Language {
  return chooseLanguage(location.search, recall(LANGUAGE_KEY), navigator.languages);
}

/** An explicit choice overrules `?lang=`, so that a reload does not bring the old language back. */
function forgetAddressLanguage(): void {
  const url = new URL(location.href);
  if (!url.searchParams.has('lang')) return;
  url.searchParams.delete('lang');
  history.replaceState(history.state, '', url);
}

function storedTheme(): Theme {
  const stored = recall(THEME_KEY);
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

function storedThreshold(): number | null {
  const stored = Number.parseFloat(recall(THRESHOLD_KEY) ?? '');
  return stored >= 0 && stored <= MAX_THRESHOLD ? stored : null;
}

function resolveTheme(theme: Theme): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return window.matchMedia(DARK_QUERY).matches ? 'dark' : 'light';
}

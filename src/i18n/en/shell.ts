import { common } from './common';

const { count } = common.format;

/** Texts of the frame around every screen, in English. */
export const shell = {
  product: 'Atelier',
  skipToContent: 'Skip to content',
  /** Title of the browser's tab. */
  pageTitle: (p: { screen: string }) => `${p.screen} · Atelier`,
  navigation: 'Screens',
  /** Navigation links; these names are part of the interface contract. */
  screens: {
    browse: 'Browse',
    train: 'Train',
    assistant: 'Assistant',
    understand: 'Understand',
    compare: 'Compare',
  },
  language: 'Language',
  theme: {
    label: 'Theme',
    system: 'As the system',
    light: 'Light',
    dark: 'Dark',
  },
  loadingScreen: 'Loading the screen',
  status: {
    dataset: 'Images',
    datasetIdle: 'not loaded yet',
    datasetLoading: (p: { percent: string }) => `loading, ${p.percent}`,
    datasetReady: (p: { name: string; images: number }) => `${p.name}, ${count(p.images)} images`,
    datasetFailed: 'could not be loaded',
    backend: 'Backend',
    backendIdle: 'not chosen yet',
    backendChecking: (p: { name: string }) => `checking ${p.name}`,
    backendAuto: (p: { name: string }) => `${p.name}, chosen automatically`,
  },
  crashed: {
    title: 'This screen stopped working',
    body: 'A fault in Atelier interrupted it. Your stored runs are not affected.',
    notFetched: 'The code of this screen could not be fetched from the server.',
    advice: 'Try again first. If it stops at once again, reload the page.',
  },
};

/** Shape of {@link shell}. */
export type ShellMessages = typeof shell;

import { analysis } from './en/analysis';
import { assistant } from './en/assistant';
import { attention } from './en/attention';
import { browse } from './en/browse';
import { common } from './en/common';
import { failureText } from './en/failures';
import { networks } from './en/networks';
import { ownData } from './en/own-data';
import { report } from './en/report';
import { settings } from './en/settings';
import { shell } from './en/shell';
import { train } from './en/train';
import { understand } from './en/understand';
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
  networks,
  assistant,
  attention,
  report,
  understand,
  ownData,
};

/** Shape of every translation. */
export type EnglishMessages = typeof en;

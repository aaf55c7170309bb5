import type { EnglishMessages } from './en';
import { analysis } from './ko/analysis';
import { assistant } from './ko/assistant';
import { attention } from './ko/attention';
import { browse } from './ko/browse';
import { common } from './ko/common';
import { failureText } from './ko/failures';
import { networks } from './ko/networks';
import { ownData } from './ko/own-data';
import { report } from './ko/report';
import { settings } from './ko/settings';
import { shell } from './ko/shell';
import { train } from './ko/train';
import { understand } from './ko/understand';
import { BACKEND_NAMES } from './names';

/** Every text of the interface in Korean (polite, 합니다 style throughout). */
export const ko = {
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
} satisfies EnglishMessages;

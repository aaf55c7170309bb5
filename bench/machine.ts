import os from 'node:os';

/** What the figures were measured on. */
export interface Machine {
  date: string;
  processor: string;
  cores: number;
  memoryGiB: number;
  system: string;
  browser: string;
}

/** This machine and browser, without anything that would identify them. */
export function describeMachine(browser: string): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release().split('.').slice(0, 2).join('.')}`,
    browser: `Chromium ${browser}, headless, WebGL by software`,
  };
}

import { defineConfig } from '@playwright/test';
import { BROWSER_ARGUMENTS } from './scripts/browser-arguments';

/** Another port than `npm run preview`, so that both may run. */
const PORT = 4319;
/** Pages that the app does not contain: e2e/engine.spec.ts has the same. */
const PAGES_PORT = 4320;

/**
 * Browser tests, against the production build: `npm run build` first, or `npm test` for all.
 * ATELIER_BROWSER names the browser (scripts/find-browser.ts finds one); else Playwright's own.
 */
const { ATELIER_BROWSER, CI } = process.env;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Training fills a small machine: one test at a time, with time enough.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(CI),
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${PORT}`,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    locale: 'en-US',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        viewport: { width: 1280, height: 800 },
        launchOptions: {
          ...(ATELIER_BROWSER ? { executablePath: ATELIER_BROWSER } : {}),
          args: [...BROWSER_ARGUMENTS],
        },
      },
    },
  ],
  webServer: [
    {
      command: `npx vite preview --configLoader runner --port ${PORT} --strictPort`,
      url: `http://localhost:${PORT}`,
      reuseExistingServer: false,
    },
    {
      command: `npx tsx scripts/serve-pages.ts ${PAGES_PORT}`,
      url: `http://localhost:${PAGES_PORT}/e2e/engine.html`,
      reuseExistingServer: false,
    },
  ],
});

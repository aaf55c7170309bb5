/** How tests and measurements start Chromium. */
export const BROWSER_ARGUMENTS: readonly string[] = [
  // Containers run tests as root, where Chromium's sandbox cannot start.
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // WebGL by software: the same with and without a GPU.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

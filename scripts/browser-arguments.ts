/** How tests and measurements start Chromium. */
export const BROWSER_ARGUMENTS: readonly string[] = [
  // Containers run tests as root, where Chromium's sandbox cannot start.
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // What Chromium does by itself where there is no GPU: WebGL by SwiftShader, pages drawn without it.
  '--use-angle=swiftshader-webgl',
  '--enable-unsafe-swiftshader',
];

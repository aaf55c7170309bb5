/**
 * tfjs-vis, loaded before the first chart is drawn: with vega it is larger than the rest of the page.
 * Each renderer comes by its own path, since the package's entry would bring all of tfjs-core to
 * the main thread. The two share one chunk, in which almost everything is vega.
 */

/** The line chart of tfjs-vis. */
export async function loadLineChart() {
  return (await import('@tensorflow/tfjs-vis/dist/render/linechart.js')).linechart;
}

/** The confusion matrix of tfjs-vis. */
export async function loadConfusionMatrix() {
  return (await import('@tensorflow/tfjs-vis/dist/render/confusion_matrix.js')).confusionMatrix;
}

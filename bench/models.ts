import { MODEL_IDS, type ModelId } from '../src/domain/models/layers';
import { type App, downloadRun, pressTrain, waitForState } from './browser';

/** A catalogue model after one epoch of all training images with the default settings. */
export interface ModelResult {
  model: ModelId;
  parameters: number;
  backend: string;
  seconds: number;
  validationAccuracy: number;
  testAccuracy: number;
}

const LIMIT_SECONDS = 1200;

/** Trains every model for one epoch through Auto. */
export async function measureModels(app: App): Promise<ModelResult[]> {
  const results: ModelResult[] = [];
  for (const model of MODEL_IDS) {
    const page = await app.newPage(`?lang=en#/train?epochs=1&model=${model}`);
    await pressTrain(page);
    await waitForState(page, 'Finished', LIMIT_SECONDS);
    const record = await downloadRun(page);
    results.push({
      model,
      parameters: record.model.parameters,
      backend: record.backend,
      seconds: record.history[0]?.seconds ?? Number.NaN,
      validationAccuracy: record.history[0]?.validationAccuracy ?? Number.NaN,
      testAccuracy: record.result?.accuracy ?? Number.NaN,
    });
    await page.context().close();
  }
  return results;
}

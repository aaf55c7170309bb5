/** Asks the chosen network about a photo, and the photo network beside it. */
import { type PhotoItem, type PhotoResult, useAssistant } from './assistant-state';
import { callNetwork } from './networks';
import { scopeOpinion, scopeSide } from './scope-check';

/** Asks for an answer, in one of two ways. */
export type Ask = (photo: PhotoItem) => Promise<Omit<PhotoResult, 'version'>>;

/** The answer with the steps to it, which are then shown. */
export async function openAnswer({ id, file, packing, adjustments }: PhotoItem): ReturnType<Ask> {
  let networkId = '';
  const answered = await callNetwork((worker, key) => {
    networkId = key;
    return worker.answerPhoto(key, id, { file, packing }, adjustments, scopeSide());
  });
  const { prepared, probabilities, thumbnail, scopePixels } = answered;
  const scope = await scopeOpinion(scopePixels);
  // An answer that newer adjustments have overtaken is shown all the same, until theirs comes.
  if (useAssistant.getState().selectedId === id) {
    useAssistant.setState({ open: { id, adjustments, prepared, failure: null } });
  }
  const { pixels, found, garments } = prepared;
  const inputBytes = pixels.length;
  return { thumbnail, inputBytes, pixels, probabilities, found, garments, scope, networkId };
}

/** The answer alone. */
export async function summarize({ id, file, packing, adjustments }: PhotoItem): ReturnType<Ask> {
  let networkId = '';
  const { scopePixels, ...summary } = await callNetwork((worker, key) => {
    networkId = key;
    return worker.summarizePhoto(key, id, { file, packing }, adjustments, scopeSide());
  });
  // That picture is not kept either.
  return { ...summary, scope: await scopeOpinion(scopePixels), networkId };
}

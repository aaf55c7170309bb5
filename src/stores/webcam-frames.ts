/** Answers the webcam's frames, one after the other, and takes stills from it. */
import { handOver } from '../client/worker-client';
import { toFailure } from '../domain/failure';
import { NO_ADJUSTMENTS } from '../domain/photo/photo';
import { steadied } from '../domain/photo/steady';
import type { FrameAnswer } from '../protocol/inference';
import { networkNow, wasClosed } from './closed-network';
import { callNetwork, chosenNetwork, useNetworks } from './networks';
import { scopeOpinion, scopeSide } from './scope-check';
import { useWebcam } from './webcam';

/** Width at which frames are handed over: more changes no answer and costs time. */
const FRAME_WIDTH = 320;
/** Fifteen answers a second are as many as an eye follows. */
const FRAME_MS = 1000 / 15;
/** After a failure the next frame waits a little, rather than failing as fast as it can. */
const RETRY_MS = 1000;

let stills = 0;

/** Who answers: a network, by its id, and the photo network beside it, by the side of its picture where it is asked. */
interface Asked {
  id: string | undefined;
  scopeSide: number | null;
}

/** Who has answered the picture that is held; null before, and while none is. */
let held: Asked | null = null;

/** The answering of one video. */
interface Watch {
  isOn: boolean;
  /** When answers of the last second were shown. */
  answeredAt: number[];
  /** Ends when the answer before is shown. */
  showing: Promise<void>;
}

/**
 * Answers what a video shows, each frame when the network is done with the one before, until the function that is
 * given back is called. The photo network, in a worker of its own, says its part while the next frame is looked at.
 */
export function answerFrames(video: HTMLVideoElement): () => void {
  const watch: Watch = { isOn: true, answeredAt: [], showing: Promise.resolve() };
  held = null;
  const loop = async () => {
    while (watch.isOn) {
      const start = performance.now();
      const wait = await answerNext(video, watch);
      await sleep(Math.max(0, wait - (performance.now() - start)));
    }
  };
  void loop();
  return () => {
    watch.isOn = false;
  };
}

/**
 * The present frame in full size, as a file: `webcam-1.png`, `webcam-2.png`, and so on. Before there is one, the
 * first: who asks for a photo at once gets no empty one.
 */
export async function takeStill(video: HTMLVideoElement): Promise<File> {
  if (!hasFrame(video)) {
    await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
  }
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return new File(blob ? [blob] : [], `webcam-${++stills}.png`, { type: 'image/png' });
}

function hasFrame({ readyState, videoWidth }: HTMLVideoElement): boolean {
  return readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && videoWidth > 0;
}

/** Answers one frame; gives the milliseconds that the next has to keep from it. */
async function answerNext(video: HTMLVideoElement, watch: Watch): Promise<number> {
  const { isFrozen } = useWebcam.getState();
  if (!isFrozen) held = null;
  // A picture that is held is answered once by itself, and again when another network is to be asked.
  if (held !== null && isSame(held, toAsk())) return FRAME_MS;
  if (!hasFrame(video)) return FRAME_MS;
  let frame: ImageBitmap | null = null;
  const before = networkNow();
  try {
    const bitmap = await bitmapOf(video);
    frame = bitmap;
    let asked = { id: '', scopeSide: scopeSide() };
    const answer = await callNetwork((worker, id) => {
      asked = { id, scopeSide: scopeSide() };
      return worker.answerFrame(id, handOver(bitmap, [bitmap]), NO_ADJUSTMENTS, asked.scopeSide);
    });
    // One after the other: frames are shown in their order, and none waits behind many.
    await watch.showing;
    watch.showing = showWithScope(watch, asked, answer, isFrozen);
    if (isFrozen) await watch.showing;
    return FRAME_MS;
  } catch (thrown) {
    const failure = toFailure(thrown);
    // The frame before may be shown after this one failed, and would take back what is told here.
    await watch.showing;
    if (wasClosed(failure, before)) return FRAME_MS;
    if (watch.isOn) useWebcam.setState({ failure });
    return RETRY_MS;
  } finally {
    // It is the worker's now, unless no network could be opened.
    frame?.close();
  }
}

/** Shows the answer to a frame once the photo network, where it is asked, has said its part. */
async function showWithScope(
  watch: Watch,
  asked: Asked & { id: string },
  answer: FrameAnswer,
  isFrozen: boolean,
): Promise<void> {
  const scope = await scopeOpinion(answer.scopePixels);
  // Not of the moving picture, after it was held.
  if (!watch.isOn || (!isFrozen && useWebcam.getState().isFrozen)) return;
  show(asked.id, answer, scope, isFrozen ? null : rateWith(watch.answeredAt));
  if (isFrozen) held = asked;
}

function toAsk(): Asked {
  return { id: chosenNetwork(useNetworks.getState())?.id, scopeSide: scopeSide() };
}

function isSame(one: Asked, other: Asked): boolean {
  return one.id === other.id && one.scopeSide === other.scopeSide;
}

function bitmapOf(video: HTMLVideoElement): Promise<ImageBitmap> {
  const resizeWidth = Math.min(FRAME_WIDTH, video.videoWidth);
  return createImageBitmap(video, { resizeWidth, resizeQuality: 'medium' });
}

/** Shows the answer to a frame, with what those before it say; of a picture that is held its own alone. */
function show(
  networkId: string,
  answer: FrameAnswer,
  scope: Float32Array | null,
  rate: number | null,
): void {
  const { prepared, probabilities } = answer;
  const { pixels, found, garments } = prepared;
  const at = performance.now();
  const frame = { networkId, pixels, probabilities, scope, found, garments, at };
  useWebcam.setState(({ steady, perSecond, isFrozen }) => ({
    answer,
    steady: steadied(isFrozen ? null : steady, frame),
    perSecond: rate ?? perSecond,
    failure: null,
  }));
}

/** Notes an answer; gives how many there were in the last second, null before one has passed. */
function rateWith(answeredAt: number[]): number | null {
  const now = performance.now();
  answeredAt.push(now);
  const first = answeredAt[0] ?? now;
  if (now - first < 1000) return null;
  while (answeredAt.length > 1 && now - (answeredAt[1] ?? now) >= 1000) answeredAt.shift();
  const since = now - (answeredAt[0] ?? now);
  return since > 0 ? ((answeredAt.length - 1) * 1000) / since : null;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The webcam of the Assistant screen: on only while it is looked at. */
import { create } from 'zustand';
import { AtelierError, type Failure, toFailure } from '../domain/failure';
import type { CameraFault } from '../domain/photo/fault';
import type { SteadyAnswer } from '../domain/photo/steady';
import type { FrameAnswer } from '../protocol/inference';

/** A camera that can be chosen. */
export interface Camera {
  id: string;
  /** As the browser names it; empty where it does not say. */
  label: string;
}

/** Which way a camera looks: at the person who holds the device, or away. */
export type Facing = 'front' | 'rear';

/** Which camera is wanted: a certain one, or the best that looks one way. */
export type CameraChoice = { id: string } | { facing: Facing };

/** State of the webcam. */
export interface WebcamState {
  status: 'off' | 'starting' | 'on';
  stream: MediaStream | null;
  /** Known once a camera was allowed. */
  cameras: Camera[];
  /** Which of them is in use; while it starts, which was chosen, or was in use before. */
  cameraId: string | null;
  /** Which way the camera in use, or in use before, looks, as its stream says; null where that does not say. */
  facing: Facing | null;
  /**
   * Whether the preview is mirrored: people expect that of a camera that looks at them. The network
   * always gets the picture as it is.
   */
  isMirrored: boolean;
  /** Whether the picture and its answer are held; the camera stays on. */
  isFrozen: boolean;
  /** Why there is no picture, or no answer. */
  failure: Failure | null;
  /** Switched off because the tab was hidden; a person may wonder. */
  wasHidden: boolean;
  /** To the last frame answered. */
  answer: FrameAnswer | null;
  /** The same, with the frames before it; what is shown and said. */
  steady: SteadyAnswer | null;
  /** Answers in the last second; null in the first. */
  perSecond: number | null;
}

const OFF = {
  status: 'off' as const,
  stream: null,
  cameraId: null,
  facing: null,
  isMirrored: false,
  isFrozen: false,
  failure: null,
  wasHidden: false,
  answer: null,
  steady: null,
  perSecond: null,
};

/** The webcam, for components and other stores. */
export const useWebcam = create<WebcamState>(() => ({ ...OFF, cameras: [] }));

const FACING_MODES: Record<Facing, string> = { front: 'user', rear: 'environment' };
/** What browsers that give no facing mode call rear cameras. */
const REAR_LABEL = /\b(?:back|rear|environment)\b/i;

/** Grows with each start and stop: a camera that comes after that is not wanted any more. */
let wanted = 0;
/** Ends listing the cameras again as they come and go. */
let stopListing = () => {};

/** Switches the webcam on, or over to another camera; by itself to the rear one where there is one. */
export async function startWebcam(choice: CameraChoice = { facing: 'rear' }): Promise<void> {
  const { cameraId, facing } = useWebcam.getState();
  endCamera();
  const mine = wanted;
  // What cameras are chosen by stays in its place meanwhile: the keyboard is there, and would be lost with it.
  const chosen = { cameraId: 'id' in choice ? choice.id : cameraId, facing };
  useWebcam.setState({ ...OFF, status: 'starting', ...chosen });
  try {
    const stream = await requestCamera(choice);
    // Stopped, or another chosen, while the browser asked the person.
    if (mine !== wanted) {
      endTracks(stream);
      return;
    }
    show(stream, mine);
    await followCameras(mine);
  } catch (thrown) {
    if (mine === wanted) stopWebcam(toFailure(thrown));
  }
}

/** Switches the webcam off, so that its light goes out. */
export function stopWebcam(failure: Failure | null = null): void {
  endCamera();
  useWebcam.setState({ ...OFF, failure });
}

function endCamera(): void {
  wanted++;
  stopListing();
  endTracks(useWebcam.getState().stream);
}

/** Holds the picture and its answer, or lets them go on. */
export function freezeWebcam(isFrozen: boolean): void {
  if (useWebcam.getState().status !== 'on') return;
  useWebcam.setState({ isFrozen });
}

/** Keeps the webcam from running unseen, until the function that is given back is called. */
export function guardWebcam(): () => void {
  const stopIfHidden = () => {
    if (!document.hidden || useWebcam.getState().status === 'off') return;
    stopWebcam();
    useWebcam.setState({ wasHidden: true });
  };
  const stop = () => stopWebcam();
  document.addEventListener('visibilitychange', stopIfHidden);
  window.addEventListener('pagehide', stop);
  return () => {
    document.removeEventListener('visibilitychange', stopIfHidden);
    window.removeEventListener('pagehide', stop);
    stopWebcam();
  };
}

/** What a rejected request for a camera means. */
export function cameraFault(thrown: unknown, choice: CameraChoice): CameraFault {
  // An OverconstrainedError is neither an Error nor a DOMException in all browsers.
  switch ((thrown as { name?: unknown } | null)?.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
      return 'missing';
    case 'OverconstrainedError':
      // Only which one is asked for strictly: there may be others.
      return 'id' in choice ? 'gone' : 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'unsupported';
  }
}

async function requestCamera(choice: CameraChoice): Promise<MediaStream> {
  // Missing on pages without https, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new AtelierError({ code: 'camera-failed', fault: 'unsupported' });
  const which =
    'id' in choice
      ? { deviceId: { exact: choice.id } }
      : { facingMode: { ideal: FACING_MODES[choice.facing] } };
  const video = { ...which, width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    return await devices.getUserMedia({ video, audio: false });
  } catch (thrown) {
    throw new AtelierError({ code: 'camera-failed', fault: cameraFault(thrown, choice) });
  }
}

function show(stream: MediaStream, mine: number): void {
  const [track] = stream.getVideoTracks();
  const { deviceId, facingMode } = track?.getSettings() ?? {};
  track?.addEventListener('ended', () => {
    if (mine === wanted) stopWebcam({ code: 'camera-failed', fault: 'lost' });
  });
  useWebcam.setState({
    status: 'on',
    stream,
    cameraId: deviceId ?? null,
    facing: facingOf(facingMode),
    // Desktop browsers do not say which way a camera looks: at the person, nearly always.
    isMirrored: facingMode !== 'environment' && !REAR_LABEL.test(track?.label ?? ''),
  });
}

function facingOf(mode: string | undefined): Facing | null {
  if (mode === FACING_MODES.front) return 'front';
  return mode === FACING_MODES.rear ? 'rear' : null;
}

/** Lists the cameras, and again when one is attached or taken away, until the one that is used now ends. */
async function followCameras(mine: number): Promise<void> {
  const list = async () => {
    const cameras = await listCameras();
    if (mine === wanted) useWebcam.setState({ cameras });
  };
  // Where the browser does not tell this time, those that are listed stay.
  const listAgain = () => void list().catch(() => {});
  const { mediaDevices } = navigator;
  mediaDevices.addEventListener('devicechange', listAgain);
  stopListing = () => mediaDevices.removeEventListener('devicechange', listAgain);
  await list();
}

async function listCameras(): Promise<Camera[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

function endTracks(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

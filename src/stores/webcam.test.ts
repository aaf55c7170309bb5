import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { steadied } from '../domain/photo/steady';
import {
  cameraFault,
  freezeWebcam,
  guardWebcam,
  startWebcam,
  stopWebcam,
  useWebcam,
} from './webcam';

class FakeTrack extends EventTarget {
  readyState = 'live';
  constructor(
    readonly settings: MediaTrackSettings,
    readonly label = '',
  ) {
    super();
  }
  getSettings() {
    return this.settings;
  }
  stop() {
    this.readyState = 'ended';
  }
}

function streamOf(track: FakeTrack): MediaStream {
  return { getVideoTracks: () => [track], getTracks: () => [track] } as unknown as MediaStream;
}

let track: FakeTrack;
let getUserMedia: ReturnType<typeof vi.fn>;
let enumerateDevices: ReturnType<typeof vi.fn>;
let attached: { kind: string; deviceId: string; label: string }[];
let mediaDevices: EventTarget;
let page: EventTarget & { hidden: boolean };
beforeEach(() => {
  track = new FakeTrack({ deviceId: 'rear', facingMode: 'environment' });
  getUserMedia = vi.fn(async () => streamOf(track));
  attached = [
    { kind: 'audioinput', deviceId: 'microphone', label: 'Microphone' },
    { kind: 'videoinput', deviceId: 'front', label: 'Front' },
    { kind: 'videoinput', deviceId: 'rear', label: 'Rear' },
  ];
  enumerateDevices = vi.fn(async () => attached);
  mediaDevices = Object.assign(new EventTarget(), { getUserMedia, enumerateDevices });
  vi.stubGlobal('navigator', { mediaDevices });
  page = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  stopWebcam();
  vi.unstubAllGlobals();
});

describe('startWebcam', () => {
  it('prefers the rear camera, and lists those there are', async () => {
    await startWebcam();
    expect(getUserMedia.mock.calls[0]?.[0]).toMatchObject({
      video: { facingMode: { ideal: 'environment' } },
      audio: false,
    });
    expect(useWebcam.getState()).toMatchObject({
      status: 'on',
      cameraId: 'rear',
      isMirrored: false,
      cameras: [
        { id: 'front', label: 'Front' },
        { id: 'rear', label: 'Rear' },
      ],
    });
  });

  it('switches over, ending the camera before', async () => {
    await startWebcam();
    const before = track;
    track = new FakeTrack({ deviceId: 'front', facingMode: 'user' });
    await startWebcam({ id: 'front' });
    expect(before.readyState).toBe('ended');
    expect(getUserMedia.mock.calls[1]?.[0]).toMatchObject({
      video: { deviceId: { exact: 'front' } },
    });
    expect(useWebcam.getState()).toMatchObject({
      cameraId: 'front',
      facing: 'front',
      isMirrored: true,
    });
  });

  it('keeps what cameras are chosen by while another starts, and shows the chosen one', async () => {
    track = new FakeTrack({ deviceId: 'front', facingMode: 'user' });
    await startWebcam();
    const cameras = expect.arrayContaining([{ id: 'rear', label: 'Rear' }]);
    const seen: unknown[] = [];
    const unsubscribe = useWebcam.subscribe(({ status }) => seen.push(status));
    track = new FakeTrack({ deviceId: 'rear', facingMode: 'environment' });
    const starting = startWebcam({ id: 'rear' });
    unsubscribe();
    // Never off in between.
    expect(seen).toEqual(['starting']);
    expect(useWebcam.getState()).toMatchObject({ cameraId: 'rear', facing: 'front', cameras });
    await starting;
    expect(useWebcam.getState()).toMatchObject({ status: 'on', facing: 'rear' });

    const turning = startWebcam({ facing: 'front' });
    expect(useWebcam.getState()).toMatchObject({ cameraId: 'rear', facing: 'rear', cameras });
    await turning;
    stopWebcam();
    expect(useWebcam.getState()).toMatchObject({ cameraId: null, facing: null });
  });

  it('asks for the side that is wanted, and believes what it got', async () => {
    track = new FakeTrack({ deviceId: 'rear', facingMode: 'environment' });
    await startWebcam({ facing: 'front' });
    expect(getUserMedia.mock.calls[0]?.[0]).toMatchObject({
      video: { facingMode: { ideal: 'user' } },
    });
    expect(useWebcam.getState()).toMatchObject({ facing: 'rear', isMirrored: false });
  });

  it('mirrors a camera that does not say which way it looks, unless its name does', async () => {
    track = new FakeTrack({ deviceId: 'one' }, 'HD Webcam');
    await startWebcam();
    expect(useWebcam.getState()).toMatchObject({ facing: null, isMirrored: true });
    track = new FakeTrack({ deviceId: 'two' }, 'camera2 0, facing back');
    await startWebcam();
    expect(useWebcam.getState()).toMatchObject({ facing: null, isMirrored: false });
  });

  it('ends a camera that comes after it was stopped', async () => {
    const starting = startWebcam();
    stopWebcam();
    await starting;
    expect(track.readyState).toBe('ended');
    expect(useWebcam.getState().status).toBe('off');
  });

  it('says what is the matter', async () => {
    getUserMedia.mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'));
    await startWebcam();
    expect(useWebcam.getState()).toMatchObject({
      status: 'off',
      failure: { code: 'camera-failed', fault: 'refused' },
    });
    vi.stubGlobal('navigator', {});
    await startWebcam();
    expect(useWebcam.getState().failure).toEqual({ code: 'camera-failed', fault: 'unsupported' });
  });

  it('says that the camera that was chosen is gone', async () => {
    await startWebcam();
    getUserMedia.mockRejectedValueOnce({ name: 'OverconstrainedError', constraint: 'deviceId' });
    await startWebcam({ id: 'front' });
    expect(useWebcam.getState()).toMatchObject({
      status: 'off',
      failure: { code: 'camera-failed', fault: 'gone' },
    });
  });
});

describe('a running webcam', () => {
  it('is held with its answer and goes on; off, there is nothing to hold', async () => {
    freezeWebcam(true);
    expect(useWebcam.getState().isFrozen).toBe(false);
    await startWebcam();
    const steady = steadied(null, {
      networkId: 'one',
      pixels: new Uint8Array(1),
      probabilities: Float32Array.of(1),
      scope: null,
      found: true,
      garments: 1,
      at: 0,
    });
    useWebcam.setState({ steady });
    freezeWebcam(true);
    expect(useWebcam.getState()).toMatchObject({ isFrozen: true, status: 'on', steady });
    expect(track.readyState).toBe('live');
    freezeWebcam(false);
    expect(useWebcam.getState()).toMatchObject({ isFrozen: false, steady });
    freezeWebcam(true);
    stopWebcam();
    expect(useWebcam.getState().isFrozen).toBe(false);
  });

  it('lists the cameras again as they come and go, and no more once it is off', async () => {
    const ids = () => useWebcam.getState().cameras.map(({ id }) => id);
    const change = () => mediaDevices.dispatchEvent(new Event('devicechange'));
    await startWebcam();
    await startWebcam({ id: 'rear' });
    enumerateDevices.mockClear();
    attached = attached.filter(({ deviceId }) => deviceId !== 'front');
    change();
    await vi.waitFor(() => expect(ids()).toEqual(['rear']));
    // Once, and not for the start before too.
    expect(enumerateDevices).toHaveBeenCalledOnce();
    enumerateDevices.mockRejectedValueOnce(new DOMException('', 'InvalidStateError'));
    change();
    await Promise.resolve();
    expect(ids()).toEqual(['rear']);
    stopWebcam();
    enumerateDevices.mockClear();
    change();
    expect(enumerateDevices).not.toHaveBeenCalled();
  });

  it('is off and says so when the camera is lost', async () => {
    await startWebcam();
    track.dispatchEvent(new Event('ended'));
    expect(useWebcam.getState()).toMatchObject({
      status: 'off',
      failure: { code: 'camera-failed', fault: 'lost' },
    });
  });

  it('stops when the tab is hidden, and when the screen closes', async () => {
    const release = guardWebcam();
    await startWebcam();
    page.hidden = true;
    page.dispatchEvent(new Event('visibilitychange'));
    expect(track.readyState).toBe('ended');
    expect(useWebcam.getState()).toMatchObject({ status: 'off', wasHidden: true });

    page.hidden = false;
    track = new FakeTrack({});
    await startWebcam();
    expect(useWebcam.getState().wasHidden).toBe(false);
    release();
    expect(track.readyState).toBe('ended');
  });
});

describe('cameraFault', () => {
  it.each([
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['TypeError', 'unsupported'],
  ] as const)('reads %s as %s', (name, fault) => {
    expect(cameraFault(new DOMException('', name), { facing: 'rear' })).toBe(fault);
  });

  it('says that a certain camera is gone where others may be, and that there is none where there is none', () => {
    // As browsers have it where it is no DOMException.
    const gone = { name: 'OverconstrainedError', constraint: 'deviceId' };
    expect(cameraFault(gone, { id: 'front' })).toBe('gone');
    expect(cameraFault(new DOMException('', 'NotFoundError'), { id: 'front' })).toBe('missing');
  });
});

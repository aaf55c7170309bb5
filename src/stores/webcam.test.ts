import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cameraFault, guardWebcam, startWebcam, stopWebcam, useWebcam } from './webcam';

class FakeTrack extends EventTarget {
  readyState = 'live';
  constructor(readonly settings: MediaTrackSettings) {
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
let page: EventTarget & { hidden: boolean };
beforeEach(() => {
  track = new FakeTrack({ deviceId: 'rear', facingMode: 'environment' });
  getUserMedia = vi.fn(async () => streamOf(track));
  const enumerateDevices = async () => [
    { kind: 'audioinput', deviceId: 'microphone', label: 'Microphone' },
    { kind: 'videoinput', deviceId: 'front', label: 'Front' },
    { kind: 'videoinput', deviceId: 'rear', label: 'Rear' },
  ];
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia, enumerateDevices } });
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
    await startWebcam('front');
    expect(before.readyState).toBe('ended');
    expect(getUserMedia.mock.calls[1]?.[0]).toMatchObject({
      video: { deviceId: { exact: 'front' } },
    });
    expect(useWebcam.getState()).toMatchObject({ cameraId: 'front', isMirrored: true });
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
});

describe('a running webcam', () => {
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
    expect(cameraFault(new DOMException('', name))).toBe(fault);
  });
});

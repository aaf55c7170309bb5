import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { create } from 'zustand';
import { FASHION_CLASSES } from '../domain/dataset';
import type { Failure, Result } from '../domain/failure';
import { type ReportRequest, type TrendReport, trendReport } from '../domain/trends/report';
import type { PhotoItem } from './assistant-state';
import { photo } from './report-testing';

interface Question {
  request: ReportRequest;
  end(): void;
  fail(failure: Failure): void;
}

const fake = vi.hoisted(() => ({
  asked: [] as unknown[],
  address: '',
  confusion: null as unknown,
  /** What the chosen network has no class for, and whether the photo network is asked about that. */
  lacks: null as string[] | null,
  isAsked: false,
}));
const questions = fake.asked as Question[];

vi.stubGlobal('location', { search: '?lang=en', href: 'http://localhost/' });
vi.stubGlobal('navigator', { languages: ['en'] });
vi.stubGlobal('window', { matchMedia: () => ({ matches: false }) });
vi.stubGlobal('document', { baseURI: 'http://localhost/atelier/' });
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });

vi.mock('../client/worker-client', () => ({
  callInference: (call: (worker: unknown) => Promise<unknown>) =>
    call({
      computeReport: (request: ReportRequest) =>
        new Promise<Result<TrendReport>>((resolve) => {
          fake.asked.push({
            request,
            end: () => resolve({ ok: true, value: trendReport(request) }),
            fail: (failure: Failure) => resolve({ ok: false, failure }),
          });
        }),
    }),
}));

vi.mock('./networks', () => ({
  useNetworks: create(() => ({ chosen: null })),
  chosenNetwork: ({ chosen }: { chosen: unknown }) => chosen,
}));

vi.mock('./scope-check', () => ({
  presentWithout: () => (fake.isAsked ? fake.lacks : null),
  withoutClass: () => fake.lacks,
}));

let report: typeof import('./report');
let assistant: typeof import('./assistant-state').useAssistant;
let networks: { setState(state: { chosen: unknown }): void };
beforeEach(async () => {
  questions.length = 0;
  vi.resetModules();
  vi.stubGlobal('fetch', async (address: URL) => {
    fake.address = address.href;
    return Response.json(fake.confusion, { status: fake.confusion ? 200 : 404 });
  });
  fake.confusion = null;
  fake.lacks = null;
  fake.isAsked = false;
  report = await import('./report');
  assistant = (await import('./assistant-state')).useAssistant;
  networks = (await import('./networks')).useNetworks as unknown as typeof networks;
  networks.setState({ chosen: null });
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const stops: (() => void)[] = [];

function watch(): void {
  stops.push(report.watchReport());
}

const MEASURED = {
  format: 'atelier-photos',
  version: 1,
  run: 'run-1',
  classes: [...FASHION_CLASSES],
  labels: [{ name: 'Coat', classes: ['Coat'] }],
  people: 2,
  method: 'By hand.',
  answers: [[0, 4, 0.9]],
};

function shippedNetwork(kind: 'shipped' | 'stored' = 'shipped') {
  return { id: 'n', kind, record: { id: 'run-1', dataset: { classes: [...FASHION_CLASSES] } } };
}

async function asked(count: number): Promise<Question> {
  await vi.waitFor(() => expect(questions.length).toBe(count), 2000);
  return questions.at(-1) as Question;
}

async function answer() {
  await vi.waitFor(() => expect(report.useReport.getState().isWorking).toBe(false));
  return report.useReport.getState().answer;
}

describe('the report', () => {
  it('follows photos and settings, one at a time, and the newest wins', async () => {
    watch();
    assistant.setState({ photos: [photo('a', 1)] });
    const first = await asked(1);
    assistant.setState({ photos: [photo('a', 1), photo('b', 1)] });
    (await import('./preferences')).setThreshold(0.95);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(questions.length).toBe(1);
    first.end();
    const second = await asked(2);
    expect(report.useReport.getState()).toMatchObject({ answer: null, isWorking: true });
    expect(second.request).toMatchObject({ rules: { threshold: 0.95 }, confusion: null });
    second.end();
    expect((await answer())?.report.overall.tally.notSure).toBe(2);
    stops.pop()?.();
    assistant.setState({ photos: [] });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(questions.length).toBe(2);
  });

  it('counts again what was overtaken and has come back', async () => {
    watch();
    assistant.setState({ photos: [photo('a', 1)] });
    const first = await asked(1);
    report.chooseUnit('week');
    first.end();
    // In the rest between two reports.
    await new Promise((resolve) => setTimeout(resolve, 50));
    report.chooseUnit('auto');
    (await asked(2)).end();
    expect((await answer())?.photos.length).toBe(1);
  });

  it('waits until photos are answered', async () => {
    watch();
    assistant.setState({
      photos: [photo('a', 1)],
      batch: { total: 2, done: 1, startedAt: 0, pausedAt: null },
    });
    expect(report.useReport.getState().isWorking).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(questions.length).toBe(0);
    assistant.setState({ batch: null });
    (await asked(1)).end();
    expect((await answer())?.photos.length).toBe(1);
  });

  it('counts what is answered so far in a pause', async () => {
    watch();
    assistant.setState({
      photos: [photo('a', 1)],
      batch: { total: 2, done: 1, startedAt: 0, pausedAt: 5 },
    });
    (await asked(1)).end();
    expect((await answer())?.photos.length).toBe(1);
  });

  it('waits until photos are answered anew by a network that was chosen', async () => {
    const earlier = photo('a', 1).result;
    watch();
    assistant.setState({ photos: [photo('a', 1, { result: null, earlier }), photo('b', 2)] });
    expect(report.useReport.getState().isWorking).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(questions.length).toBe(0);
    assistant.setState({ photos: [photo('a', 3), photo('b', 2)] });
    (await asked(1)).end();
    expect((await answer())?.photos.map(({ answer }) => answer)).toEqual([3, 2]);
  });

  it('applies the person’s categories', async () => {
    const { decideCategories } = await import('./category-rules');
    decideCategories({ Sandal: 'shoes', Sneaker: 'shoes', Bag: null });
    watch();
    assistant.setState({ photos: [photo('a', 5), photo('b', 7), photo('c', 8)] });
    (await asked(1)).end();
    const shown = await answer();
    const shoes = shown?.categories.list.findIndex(({ name }) => name === 'shoes') ?? -1;
    expect(shown?.report.overall.tally.counted[shoes]).toBe(2);
    expect(shown?.report.overall.tally.leftOut).toBe(1);
  });

  it.each(['드레스', ' dress'])('counts a class called %j with the dresses', async (typed) => {
    const { decideCategory } = await import('./category-rules');
    decideCategory('Shirt', typed);
    watch();
    assistant.setState({ photos: [photo('a', 3), photo('b', 6)] });
    (await asked(1)).end();
    const shown = await answer();
    const dress = shown?.categories.list.findIndex(({ name }) => name === 'Dress') ?? -1;
    expect(shown?.report.overall.tally.counted[dress]).toBe(2);
  });

  it('fetches what was measured about the shipped network, and about no other', async () => {
    fake.confusion = MEASURED;
    watch();
    networks.setState({ chosen: shippedNetwork() });
    assistant.setState({ photos: [photo('a', 4)] });
    const first = await asked(1);
    expect(fake.address).toBe('http://localhost/atelier/models/s3-cnn/photos.json');
    expect(first.request.confusion?.people).toBe(2);
    first.end();
    networks.setState({ chosen: shippedNetwork('stored') });
    expect((await asked(2)).request.confusion).toBeNull();
  });

  it('corrects by what was measured with the photo network asked only where it was asked about all', async () => {
    fake.confusion = { ...MEASURED, labels: [{ name: 'Dress', classes: ['Dress'] }] };
    fake.lacks = ['Hat'];
    const result = { ...photo('a', 4).result, scope: Float32Array.of(0.1) };
    const checked = photo('a', 4, { result: result as PhotoItem['result'] });
    const bare = { ...result, scope: null } as PhotoItem['result'];
    networks.setState({ chosen: shippedNetwork() });
    assistant.setState({ photos: [checked] });
    watch();
    const off = await asked(1);
    expect(off.request.isCheckedAlike).toBe(false);
    off.end();
    expect((await answer())?.report.problem).toEqual({ code: 'notChecked' });
    fake.isAsked = true;
    const said = photo('b', 4, { result: bare, correctedName: 'Dress', correctedClass: 3 });
    assistant.setState({ photos: [checked, said] });
    const on = await asked(2);
    expect(on.request.isCheckedAlike).toBe(true);
    on.end();
    // One of which it could not be asked.
    assistant.setState({ photos: [checked, photo('c', 4, { result: bare })] });
    expect((await asked(3)).request.isCheckedAlike).toBe(false);
  });

  it('does not use what was measured of other weights, and works where nothing was', async () => {
    watch();
    networks.setState({ chosen: shippedNetwork() });
    assistant.setState({ photos: [photo('a', 4)] });
    const first = await asked(1);
    expect(first.request.confusion).toBeNull();
    first.end();
    const shown = await answer();
    expect(shown?.report.problem).toEqual({ code: 'notMeasured' });

    vi.resetModules();
    const { photoConfusionOf } = await import('./photo-confusion');
    fake.confusion = { ...MEASURED, run: 'run-0' };
    const option = shippedNetwork() as unknown as Parameters<typeof photoConfusionOf>[0];
    expect(await photoConfusionOf(option)).toBeNull();
  });

  it('counts without what was measured where that cannot be loaded, and tries again when told to', async () => {
    vi.stubGlobal('fetch', async () => new Response('<!doctype html>', { status: 200 }));
    watch();
    networks.setState({ chosen: shippedNetwork() });
    assistant.setState({ photos: [photo('a', 4)] });
    (await asked(1)).end();
    const shown = await answer();
    expect(shown?.report.overall.tally.counted[4]).toBe(1);
    expect(shown?.confusionFailure).toEqual({ code: 'file-damaged', file: 'photos.json' });
    vi.stubGlobal('fetch', async () => Response.json(MEASURED));
    report.retryReport();
    const again = await asked(2);
    expect(again.request.confusion?.people).toBe(2);
    again.end();
    expect((await answer())?.confusionFailure).toBeNull();
  });

  it('tells a failure, and asks again when told to', async () => {
    watch();
    assistant.setState({ photos: [photo('a', 1)] });
    (await asked(1)).fail({ code: 'worker-lost', cause: 'crash' });
    await vi.waitFor(() =>
      expect(report.useReport.getState().failure).toEqual({ code: 'worker-lost', cause: 'crash' }),
    );
    report.retryReport();
    (await asked(2)).end();
    expect((await answer())?.photos.length).toBe(1);
    expect(report.useReport.getState().failure).toBeNull();
  });
});

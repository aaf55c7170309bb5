/** Which backends work on this device, how fast they are, and which is in use. */
import { create } from 'zustand';
import { checkBackend } from '../client/worker-client';
import {
  BACKEND_IDS,
  type BackendCheck,
  type BackendChoice,
  type BackendId,
  fastestCorrect,
} from '../domain/backend';
import { AtelierError } from '../domain/failure';

/** State of the backends. */
export interface BackendState {
  choice: BackendChoice;
  /** What computes, or would on the next run; null before Auto has measured. */
  active: BackendId | null;
  /** Outcomes so far, in the order of measuring. */
  checks: BackendCheck[];
  /** The backend being checked at the moment. */
  checking: BackendId | null;
}

/** Those that need no GPU first: what they do decides whether others need to be tried. */
const CHECK_ORDER: readonly BackendId[] = ['engine', 'wasm', 'webgpu', 'webgl', 'cpu'];
/** Drivers and browsers change; after this long Auto measures again. */
const VALID_MS = 7 * 24 * 3600 * 1000;
const STORAGE_KEY = 'atelier.backend-checks.3';

const remembered = recall();

/** The backends, for components and other stores. */
export const useBackend = create<BackendState>(() => ({
  choice: 'auto',
  active: fastestCorrect(remembered),
  checks: remembered,
  checking: null,
}));

let running: Promise<void> | null = null;

/** Chooses a backend for the next run. */
export function chooseBackend(choice: BackendChoice): void {
  const { checks } = useBackend.getState();
  useBackend.setState({ choice, active: choice === 'auto' ? fastestCorrect(checks) : choice });
}

/**
 * Checks and times the backends, one after the other, each in a worker of its own. Once one is known to
 * be correct, those that cannot be faster are skipped.
 */
export function checkBackends(): Promise<void> {
  running ??= checkAll().finally(() => {
    running = null;
  });
  return running;
}

/**
 * The backend that a choice stands for, checked on this device.
 * @throws AtelierError `no-backend`, `backend-unavailable`, `backend-timeout` or `backend-wrong`
 */
export async function resolveBackend(choice: BackendChoice): Promise<BackendId> {
  if (choice !== 'auto') {
    await running;
    const known = useBackend.getState().checks.find(({ backend }) => backend === choice);
    const isTried = known && known.status !== 'skipped' && known.status !== 'unreachable';
    expectCorrect(isTried ? known : await checkOne(choice, false));
    useBackend.setState({ active: choice });
    return choice;
  }
  const { checks } = useBackend.getState();
  if (BACKEND_IDS.some((id) => !checks.some(({ backend }) => backend === id))) {
    await checkBackends();
  }
  const active = fastestCorrect(useBackend.getState().checks);
  if (!active) throw new AtelierError({ code: 'no-backend' });
  useBackend.setState({ active });
  return active;
}

async function checkAll(): Promise<void> {
  useBackend.setState({ checks: [] });
  for (const backend of CHECK_ORDER) {
    const skips = fastestCorrect(useBackend.getState().checks) !== null;
    if (skips && backend === 'cpu') add({ backend, status: 'skipped', reason: 'lastResort' });
    else await checkOne(backend, skips);
  }
  const { checks, choice } = useBackend.getState();
  if (choice === 'auto') useBackend.setState({ active: fastestCorrect(checks) });
}

async function checkOne(backend: BackendId, skipsSoftwareGpu: boolean): Promise<BackendCheck> {
  useBackend.setState({ checking: backend });
  const check = await checkBackend(backend, skipsSoftwareGpu);
  add(check);
  return check;
}

function add(check: BackendCheck): void {
  const others = useBackend.getState().checks.filter(({ backend }) => backend !== check.backend);
  const checks = [...others, check];
  useBackend.setState({ checks, checking: null });
  remember(checks);
}

function expectCorrect(check: BackendCheck): void {
  const { backend } = check;
  switch (check.status) {
    case 'correct':
      return;
    case 'wrong':
      throw new AtelierError({ code: 'backend-wrong', backend, error: check.error });
    case 'unavailable':
    case 'unreachable':
      throw new AtelierError({ code: 'backend-unavailable', backend, detail: check.detail });
    case 'timeout':
      throw new AtelierError({ code: 'backend-timeout', backend, seconds: check.seconds });
    case 'skipped':
      throw new RangeError(`${backend} was not tried`);
    default:
      check satisfies never;
  }
}

/** Measurements of an earlier visit with the same browser, if they are recent. */
function recall(): BackendCheck[] {
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null');
    const valid =
      stored?.userAgent === navigator.userAgent && Date.now() - stored.measuredAt < VALID_MS;
    return valid && Array.isArray(stored.checks) ? stored.checks : [];
  } catch {
    // No storage (private mode) or not ours: measure again.
    return [];
  }
}

function remember(checks: BackendCheck[]): void {
  try {
    const { userAgent } = navigator;
    const measuredAt = Date.now();
    // What did not come today may come tomorrow.
    const lasting = checks.filter(({ status }) => status !== 'unreachable');
    const stored = { userAgent, measuredAt, checks: lasting };
    localStorage.setItem(STORAGE_KEY, JSON.stringify(stored));
  } catch {
    // Without storage the next visit measures again; nothing is lost.
  }
}

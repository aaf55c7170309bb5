import { NO_SIMD } from '../../domain/backend';
import { type Failure, isCodeFile } from '../../domain/failure';
import { isShippedFile } from '../../domain/network';
import { backendName } from '../names';
import { common } from './common';
import { dataRefused } from './data-failures';
import type { FailureText } from './failure-text';
import { cameraFailed, photoRefused } from './photo-failures';

const { count, percent, short } = common.format;

/** Says in English what went wrong and what to do next. */
export function failureText(failure: Failure): FailureText {
  switch (failure.code) {
    case 'dataset-missing':
    case 'manifest-invalid':
    case 'file-unreachable':
    case 'file-damaged':
    case 'own-dataset-missing':
    case 'own-dataset-damaged':
    case 'dataset-not-stored':
    case 'network-missing':
      return dataFailure(failure);
    case 'data-refused':
      return dataRefused(failure.file, failure.fault);
    case 'photo-refused':
      return photoRefused(failure.file, failure.fault);
    case 'camera-failed':
      return cameraFailed(failure.fault);
    case 'backend-unavailable':
    case 'backend-timeout':
    case 'backend-wrong':
    case 'no-backend':
    case 'gpu-lost':
    case 'worker-lost':
      return computeFailure(failure);
    case 'loss-not-finite':
    case 'out-of-memory':
    case 'storage-full':
    case 'storage-unavailable':
    case 'run-invalid':
    case 'unexpected':
      return runFailure(failure);
    default:
      return failure satisfies never;
  }
}

type DataCode =
  | 'dataset-missing'
  | 'manifest-invalid'
  | 'file-unreachable'
  | 'file-damaged'
  | 'own-dataset-missing'
  | 'own-dataset-damaged'
  | 'dataset-not-stored'
  | 'network-missing';

function dataFailure(failure: Extract<Failure, { code: DataCode }>): FailureText {
  switch (failure.code) {
    case 'dataset-missing':
      return {
        happened: `The images of ${datasetName(failure.dataset)} are not on this server.`,
        next: 'Run "npm run data" where Atelier is served, then reload the page.',
      };
    case 'manifest-invalid':
      return {
        happened: `The list of image files (${failure.file}) cannot be read: ${failure.reason}.`,
        next: 'Run "npm run data" where Atelier is served, to pack the images again.',
      };
    case 'file-unreachable':
      return unreachableFile(failure);
    case 'file-damaged':
      return damagedFile(failure.file);
    case 'own-dataset-missing':
      return {
        happened: 'This data set of your own is not in this browser.',
        next: 'It was removed, or opened in another browser. Open its files again, or choose another.',
      };
    case 'own-dataset-damaged':
      return {
        happened: `The stored images of ${failure.name} are damaged.`,
        next: 'Remove this data set and open its files again.',
      };
    case 'dataset-not-stored':
      return {
        happened: `${failure.name} could not be stored in this browser (${failure.reason}).`,
        next: 'It can be used until the page is closed. To keep it, free some space and open its files again.',
      };
    case 'network-missing':
      return {
        happened: `The weights of the network ${failure.name} are not there.`,
        next: 'Choose another network, or train one.',
      };
    default:
      return failure satisfies never;
  }
}

type Unreachable = Extract<Failure, { code: 'file-unreachable' }>;

function unreachableFile({ file, status }: Unreachable): FailureText {
  return {
    happened:
      status === 0
        ? `${file} could not be fetched: the server does not answer.`
        : `${file} could not be fetched: the server answered ${status}.`,
    next:
      status === 404 && isCodeFile(file)
        ? 'The server may have another version of Atelier by now. Reload the page.'
        : 'Check that the server runs and the connection works, then try again.',
  };
}

function damagedFile(file: string): FailureText {
  if (isCodeFile(file)) {
    return {
      happened: `${file} is damaged and cannot be read. It is not used.`,
      next: 'The server may have another version of Atelier by now. Reload the page; if it stays so, put all files of this version on the server again.',
    };
  }
  // The command that packs the images makes none of these.
  if (isShippedFile(file)) {
    return {
      happened: `${file} is damaged and cannot be read. It is not used.`,
      next: 'Reload the page. If it stays so, choose another network, or put public/models of this version on the server again.',
    };
  }
  return {
    happened: `${file} is damaged: its content differs from what was packed. It is not used.`,
    next: 'Try again. If it is still damaged, run "npm run data" where Atelier is served.',
  };
}

type ComputeCode =
  | 'backend-unavailable'
  | 'backend-timeout'
  | 'backend-wrong'
  | 'no-backend'
  | 'gpu-lost'
  | 'worker-lost';

function computeFailure(failure: Extract<Failure, { code: ComputeCode }>): FailureText {
  switch (failure.code) {
    case 'backend-unavailable':
      if (failure.detail === NO_SIMD) {
        return {
          happened:
            'This browser lacks SIMD, the vector instructions that the Atelier engine computes with.',
          next: 'Update the browser, or let Auto choose another backend; it trains too, but slower.',
        };
      }
      return {
        happened: `${backendName(failure.backend)} cannot be started on this device${failure.detail === null ? '' : ` (${failure.detail})`}.`,
        next: 'Choose Auto or another backend.',
      };
    case 'backend-timeout':
      return {
        happened: `${backendName(failure.backend)} gave no answer within ${count(failure.seconds)} seconds.`,
        next: 'Choose Auto or another backend.',
      };
    case 'backend-wrong':
      return {
        happened: `${backendName(failure.backend)} computes wrongly on this device: its results differ by ${percent(failure.error)} from the reference.`,
        next: 'Choose Auto or another backend.',
      };
    case 'no-backend':
      return {
        happened: 'No way to compute on this device passed the self-check.',
        next: 'Update the browser or the graphics driver, or open Atelier in another browser.',
      };
    case 'gpu-lost':
      return {
        happened: `The graphics processor stopped serving this page (${backendName(failure.backend)}).`,
        next: 'Finished epochs are kept. If it happens again, choose WASM as the backend.',
      };
    case 'worker-lost':
      return {
        happened:
          failure.cause === 'crash'
            ? 'The background worker that computes ended unexpectedly.'
            : 'The background worker that computes stopped answering.',
        next: 'Another one is started. Finished epochs are kept.',
      };
    default:
      return failure satisfies never;
  }
}

type RunCode =
  | 'loss-not-finite'
  | 'out-of-memory'
  | 'storage-full'
  | 'storage-unavailable'
  | 'run-invalid'
  | 'unexpected';

function runFailure(failure: Extract<Failure, { code: RunCode }>): FailureText {
  switch (failure.code) {
    case 'loss-not-finite':
      return {
        happened: `The loss was no longer a number at step ${count(failure.step)}, in epoch ${count(failure.epoch)}.`,
        next: `The steps were too large. Train again with a learning rate below ${short(failure.learningRate)}, such as ${short(failure.learningRate / 10)}. The last good epoch is kept.`,
      };
    case 'out-of-memory':
      return {
        happened: memoryText(failure),
        next:
          failure.limit === undefined
            ? 'Close other tabs, choose a smaller batch size, or use the starter sample.'
            : 'Choose a smaller batch size or a smaller network.',
      };
    case 'storage-full':
      return {
        happened: 'The browser has no storage left, so this run is no longer saved.',
        next: 'Training goes on. Use Download run before you close the page, or free some space.',
      };
    case 'storage-unavailable':
      return {
        happened: `The browser does not let this page store anything (${failure.reason}), as in private windows.`,
        next: 'Training goes on, but a reload loses it. Use Download run to keep the result.',
      };
    case 'run-invalid':
      return {
        happened: `This run cannot be read: ${failure.reason} is not as expected.`,
        next: 'It may come from another version of Atelier. Start a new run.',
      };
    case 'unexpected':
      return {
        happened: `Something went wrong inside Atelier: ${failure.detail}`,
        next: 'Try again, or reload the page. If it happens again, please report this text.',
      };
    default:
      return failure satisfies never;
  }
}

function datasetName(id: string): string {
  return id in common.datasets ? common.datasets[id as keyof typeof common.datasets].name : id;
}

function memoryText({ bytes, limit }: Extract<Failure, { code: 'out-of-memory' }>): string {
  if (bytes === undefined) return 'This device has no memory left for the task.';
  if (limit === undefined) {
    return `The task needs ${megabytes(bytes)} of memory, which this device does not have free.`;
  }
  return `The task needs ${megabytes(bytes)} of memory; at most ${megabytes(limit)} can be used.`;
}

function megabytes(bytes: number): string {
  return `${count(bytes / 1e6)} MB`;
}

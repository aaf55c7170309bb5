import { NO_SIMD } from '../../domain/backend';
import { type Failure, isCodeFile } from '../../domain/failure';
import { isShippedFile } from '../../domain/network';
import type { FailureText } from '../en/failure-text';
import { backendName } from '../names';
import { common } from './common';
import { dataRefused } from './data-failures';
import { cameraFailed, photoRefused } from './photo-failures';

const { count, percent, short } = common.format;

/** Says in Korean what went wrong and what to do next. */
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
        happened: `이 서버에 ${datasetName(failure.dataset)} 이미지가 없습니다.`,
        next: 'Atelier를 제공하는 컴퓨터에서 "npm run data"를 실행한 뒤 페이지를 새로고침하세요.',
      };
    case 'manifest-invalid':
      return {
        happened: `이미지 파일 목록(${failure.file})을 읽을 수 없습니다: ${failure.reason}.`,
        next: 'Atelier를 제공하는 컴퓨터에서 "npm run data"를 실행하여 이미지를 다시 묶으세요.',
      };
    case 'file-unreachable':
      return unreachableFile(failure);
    case 'file-damaged':
      return damagedFile(failure.file);
    case 'own-dataset-missing':
      return {
        happened: '이 내 데이터 세트가 이 브라우저에 없습니다.',
        next: '삭제했거나 다른 브라우저에서 연 데이터입니다. 파일을 다시 열거나 다른 데이터를 고르세요.',
      };
    case 'own-dataset-damaged':
      return {
        happened: `저장된 ${failure.name} 이미지가 손상되었습니다.`,
        next: '이 데이터를 삭제하고 파일을 다시 여세요.',
      };
    case 'dataset-not-stored':
      return {
        happened: `${failure.name} 데이터를 이 브라우저에 저장하지 못했습니다(${failure.reason}).`,
        next: '페이지를 닫기 전까지는 쓸 수 있습니다. 계속 보관하려면 저장 공간을 비우고 파일을 다시 여세요.',
      };
    case 'network-missing':
      return {
        happened: `신경망 ${failure.name}의 가중치가 없습니다.`,
        next: '다른 신경망을 고르거나 새로 훈련하세요.',
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
        ? `${file} 파일을 가져오지 못했습니다. 서버가 응답하지 않습니다.`
        : `${file} 파일을 가져오지 못했습니다. 서버 응답 코드: ${status}.`,
    next:
      status === 404 && isCodeFile(file)
        ? '그사이 서버의 Atelier 버전이 바뀌었을 수 있습니다. 페이지를 새로고침하세요.'
        : '서버가 실행 중인지, 연결에 문제가 없는지 확인한 뒤 다시 시도하세요.',
  };
}

function damagedFile(file: string): FailureText {
  if (isCodeFile(file)) {
    return {
      happened: `${file} 파일이 손상되어 읽을 수 없습니다. 이 파일은 사용하지 않았습니다.`,
      next: '그사이 서버의 Atelier 버전이 바뀌었을 수 있습니다. 페이지를 새로고침하세요. 그래도 같으면 이 버전의 파일을 서버에 모두 다시 올리세요.',
    };
  }
  // The command that packs the images makes none of these.
  if (isShippedFile(file)) {
    return {
      happened: `${file} 파일이 손상되어 읽을 수 없습니다. 이 파일은 사용하지 않았습니다.`,
      next: '페이지를 새로고침하세요. 그래도 같으면 다른 신경망을 고르거나, 이 버전의 public/models 폴더를 서버에 다시 올리세요.',
    };
  }
  return {
    happened: `${file} 파일이 손상되었습니다. 내용이 원본과 달라 사용하지 않았습니다.`,
    next: '다시 시도해 보세요. 계속 손상되어 있으면 Atelier를 제공하는 컴퓨터에서 "npm run data"를 실행하세요.',
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
          happened: '이 브라우저에는 Atelier 엔진이 계산에 쓰는 벡터 명령(SIMD)이 없습니다.',
          next: '브라우저를 업데이트하거나, 자동을 골라 다른 백엔드로 훈련하세요. 조금 느립니다.',
        };
      }
      return {
        happened: `이 기기에서는 ${backendName(failure.backend)} 백엔드를 시작할 수 없습니다${failure.detail === null ? '' : `(${failure.detail})`}.`,
        next: '백엔드를 자동 또는 다른 것으로 바꾸세요.',
      };
    case 'backend-timeout':
      return {
        happened: `${backendName(failure.backend)} 백엔드가 ${count(failure.seconds)}초 안에 응답하지 않았습니다.`,
        next: '백엔드를 자동 또는 다른 것으로 바꾸세요.',
      };
    case 'backend-wrong':
      return {
        happened: `이 기기에서는 ${backendName(failure.backend)} 백엔드의 계산이 올바르지 않습니다. 결과가 기준값과 ${percent(failure.error)} 다릅니다.`,
        next: '백엔드를 자동 또는 다른 것으로 바꾸세요.',
      };
    case 'no-backend':
      return {
        happened: '이 기기에서 자체 점검을 통과한 백엔드가 없습니다.',
        next: '브라우저나 그래픽 드라이버를 업데이트하거나 다른 브라우저에서 Atelier를 열어 보세요.',
      };
    case 'gpu-lost':
      return {
        happened: `그래픽 프로세서가 이 페이지의 작업을 중단했습니다(${backendName(failure.backend)}).`,
        next: '끝난 에포크는 보존됩니다. 다시 일어나면 백엔드로 WASM을 선택하세요.',
      };
    case 'worker-lost':
      return {
        happened:
          failure.cause === 'crash'
            ? '계산을 맡은 백그라운드 워커가 예기치 않게 종료되었습니다.'
            : '계산을 맡은 백그라운드 워커가 응답하지 않았습니다.',
        next: '새 워커를 시작합니다. 끝난 에포크는 보존됩니다.',
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
        happened: `에포크 ${count(failure.epoch)}, 스텝 ${count(failure.step)}에서 손실이 더 이상 유한한 수가 아니게 되었습니다.`,
        next: `한 번에 너무 크게 움직였습니다. 학습률을 ${short(failure.learningRate)}보다 작게, 예를 들어 ${short(failure.learningRate / 10)}(으)로 낮추어 다시 훈련하세요. 마지막으로 정상이던 에포크는 보존됩니다.`,
      };
    case 'out-of-memory':
      return {
        happened: memoryText(failure),
        next:
          failure.limit === undefined
            ? '다른 탭을 닫거나, 배치 크기를 줄이거나, 기본 샘플을 사용하세요.'
            : '배치 크기를 줄이거나 더 작은 신경망을 고르세요.',
      };
    case 'storage-full':
      return {
        happened: '브라우저의 저장 공간이 가득 차서 이 훈련을 더 이상 저장하지 못합니다.',
        next: '훈련은 계속됩니다. 페이지를 닫기 전에 기록을 내려받거나 저장 공간을 비우세요.',
      };
    case 'storage-unavailable':
      return {
        happened: `브라우저가 이 페이지의 저장을 허용하지 않습니다(${failure.reason}). 비공개 창에서 흔히 그렇습니다.`,
        next: '훈련은 계속되지만 새로고침하면 사라집니다. 결과를 남기려면 기록을 내려받으세요.',
      };
    case 'run-invalid':
      return {
        happened: `이 훈련 기록을 읽을 수 없습니다. 올바르지 않은 항목: ${failure.reason}.`,
        next: '다른 버전의 Atelier에서 만든 기록일 수 있습니다. 새로 훈련을 시작하세요.',
      };
    case 'unexpected':
      return {
        happened: `Atelier 내부에서 문제가 생겼습니다: ${failure.detail}`,
        next: '다시 시도하거나 페이지를 새로고침하세요. 계속되면 이 문구를 알려 주세요.',
      };
    default:
      return failure satisfies never;
  }
}

function datasetName(id: string): string {
  return id in common.datasets ? common.datasets[id as keyof typeof common.datasets].name : id;
}

function memoryText({ bytes, limit }: Extract<Failure, { code: 'out-of-memory' }>): string {
  if (bytes === undefined) return '이 기기의 메모리가 부족합니다.';
  if (limit === undefined) {
    return `이 작업에는 메모리 ${megabytes(bytes)}가 필요하지만, 이 기기에 그만한 여유가 없습니다.`;
  }
  return `이 작업에는 메모리 ${megabytes(bytes)}가 필요하지만, ${megabytes(limit)}까지만 쓸 수 있습니다.`;
}

function megabytes(bytes: number): string {
  return `${count(bytes / 1e6)} MB`;
}

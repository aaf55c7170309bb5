import type { IdxFault } from '../../domain/idx';
import type { DataFault } from '../../domain/own-data';
import type { FailureText } from '../en/failure-text';
import { common } from './common';

const { count, decimal } = common.format;
const megabytes = (bytes: number) => `${decimal(bytes / 1e6, 1)} MB`;

/** Says why a file does not become a data set. */
export function dataRefused(file: string, fault: DataFault): FailureText {
  switch (fault.code) {
    case 'csv-columns':
    case 'csv-not-a-number':
    case 'csv-pixel':
    case 'csv-label':
      return csvRefused(file, fault);
    case 'idx':
      return idxRefused(file, fault.fault);
    case 'no-partner':
    case 'counts-differ':
    case 'ambiguous':
    case 'too-few-images':
      return setRefused(file, fault);
    case 'unreadable':
      return {
        happened: `${file} 파일을 더 이상 읽을 수 없습니다.`,
        next: '옮겨졌거나 삭제되었거나 폴더일 수 있습니다. 파일을 다시 여세요.',
      };
    case 'empty':
      return {
        happened: `${file} 파일에 이미지가 없습니다.`,
        next: '파일이 끝까지 저장되었는지 확인하거나 다른 파일을 여세요.',
      };
    case 'unknown-kind':
      return {
        happened: `${file} 파일은 IDX도, 쉼표로 구분된 CSV도 아닙니다.`,
        next: '한 줄에 레이블 하나와 픽셀 784개를 쉼표로 구분한 CSV(UTF-8)로 저장하세요.',
      };
    case 'too-large':
      return {
        happened: `${file} 파일의 크기가 ${megabytes(fault.bytes)} 이상입니다. 최대 ${megabytes(fault.limit)}까지 읽습니다.`,
        next: '일부만 나누어 열거나 CSV 파일을 gzip으로 압축하세요.',
      };
    case 'too-many-images':
      return {
        happened: `${file} 파일에 이미지가 ${count(fault.limit)}장 넘게 있습니다. 그보다 많이는 읽지 않습니다.`,
        next: '일부만 나누어 여세요.',
      };
    case 'gzip':
      return {
        happened: `${file} 파일의 압축이 손상되었거나 중간에 끊겨 풀 수 없습니다.`,
        next: '파일을 다시 내려받거나 다시 압축하거나, 압축을 푼 파일을 여세요.',
      };
    default:
      return fault satisfies never;
  }
}

type CsvCode = 'csv-columns' | 'csv-not-a-number' | 'csv-pixel' | 'csv-label';

function csvRefused(file: string, fault: Extract<DataFault, { code: CsvCode }>): FailureText {
  const line = count(fault.line);
  switch (fault.code) {
    case 'csv-columns':
      return {
        happened: `${file} 파일의 ${line}번째 줄에 값이 ${count(fault.expected)}개가 아니라 ${count(fault.found)}개 있습니다.`,
        next: '각 줄에는 레이블 하나와 픽셀 784개(28 × 28)가 쉼표로 구분되어 있어야 합니다. 그 줄을 고친 뒤 파일을 다시 여세요.',
      };
    case 'csv-not-a-number':
      return {
        happened: `${file} 파일의 ${line}번째 줄 ${count(fault.column)}번째 열: ${shown(fault.text)} 정수가 아닙니다.`,
        next: '레이블은 0–9, 픽셀은 0–255의 정수여야 합니다. 그 값을 고친 뒤 파일을 다시 여세요.',
      };
    case 'csv-pixel':
      return {
        happened: `${file} 파일의 ${line}번째 줄 ${count(fault.column)}번째 열: 픽셀 값 ${fault.value}이(가) 0–255를 벗어났습니다.`,
        next: '그 값을 고친 뒤 파일을 다시 여세요.',
      };
    case 'csv-label':
      return {
        happened: `${file} 파일의 ${line}번째 줄: 레이블 ${fault.value}이(가) 0–9를 벗어났습니다.`,
        next: '레이블은 첫 번째 열에 있어야 하며 클래스는 열 가지까지 쓸 수 있습니다.',
      };
    default:
      return fault satisfies never;
  }
}

function shown(text: string): string {
  return text === '' ? '빈 값은' : `"${text}"은(는)`;
}

function idxRefused(file: string, fault: IdxFault): FailureText {
  switch (fault.code) {
    case 'header-truncated':
      return {
        happened: `${file} 파일이 머리말 중간에서 끊겼습니다(${count(fault.expected)}바이트 중 ${count(fault.found)}바이트).`,
        next: '파일을 다시 내려받거나 다시 저장하세요.',
      };
    case 'wrong-magic':
      return {
        happened: `${file} 파일은 다른 종류의 IDX입니다. 첫 바이트가 ${hex(fault.expected)}이(가) 아니라 ${hex(fault.found)}입니다.`,
        next: 'MNIST처럼 이미지는 3차원 바이트, 레이블은 1차원 바이트여야 합니다.',
      };
    case 'wrong-dimensions':
      return {
        happened: `${file} 파일의 이미지 크기가 ${fault.expected.join(' × ')}이(가) 아니라 ${fault.found.join(' × ')}입니다.`,
        next: '이미지를 28 × 28로 줄여 다시 저장하세요.',
      };
    case 'truncated':
      return {
        happened: `${file} 파일이 중간에 끊겼습니다. ${count(fault.count)}개에는 ${count(fault.expected)}바이트가 필요한데 ${count(fault.found)}바이트만 있습니다.`,
        next: '파일을 다시 내려받거나 다시 저장하세요.',
      };
    case 'trailing-bytes':
      return {
        happened: `${file} 파일이 너무 깁니다. ${count(fault.count)}개에는 ${count(fault.expected)}바이트면 되는데 ${count(fault.found)}바이트가 있습니다.`,
        next: '머리말이 내용과 맞지 않습니다. 파일을 다시 저장하세요.',
      };
    case 'label-out-of-range':
      return {
        happened: `${file} 파일의 ${count(fault.index + 1)}번째 레이블이 0–9가 아니라 ${fault.label}입니다.`,
        next: '클래스는 열 가지까지 쓸 수 있습니다. 0부터 9까지 번호를 다시 매기세요.',
      };
    default:
      return fault satisfies never;
  }
}

type SetCode = 'no-partner' | 'counts-differ' | 'ambiguous' | 'too-few-images';

function setRefused(file: string, fault: Extract<DataFault, { code: SetCode }>): FailureText {
  switch (fault.code) {
    case 'no-partner':
      return {
        happened:
          fault.kind === 'images'
            ? `${file} 이미지 파일과 짝이 되는 레이블 파일이 없습니다.`
            : `${file} 레이블 파일과 짝이 되는 이미지 파일이 없습니다.`,
        next: '파일 열기에서 두 파일을 함께 고르세요.',
      };
    case 'counts-differ':
      return {
        happened: `${file} 파일에는 이미지가 ${count(fault.images)}장 있는데 레이블은 ${count(fault.labels)}개입니다.`,
        next: '이 이미지와 짝이 맞는 레이블 파일을 여세요.',
      };
    case 'ambiguous':
      return {
        happened: `다음 파일 중 어느 것이 훈련용이고 어느 것이 테스트용인지 알 수 없습니다: ${fault.files.join(', ')}.`,
        next: '파일 이름에 "train"과 "test"를 넣고, CSV와 IDX를 섞지 말고, CSV는 두 개, IDX는 네 개까지만 여세요.',
      };
    case 'too-few-images':
      return {
        happened: `${file} 파일의 이미지가 ${count(fault.images)}장입니다. 적어도 ${count(fault.minimum)}장이 필요합니다.`,
        next: '이미지가 더 많은 파일을 여세요.',
      };
    default:
      return fault satisfies never;
  }
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

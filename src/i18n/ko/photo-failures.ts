import type { ArchiveFault, CameraFault, PhotoFault } from '../../domain/photo/fault';
import type { FailureText } from '../en/failure-text';
import { common } from './common';

const { count } = common.format;

/** Says why a photo is not answered. */
export function photoRefused(file: string, fault: PhotoFault): FailureText {
  const { happened, next } = photoFault(fault);
  return { happened: `${file}: ${happened}`, next };
}

/** Says why a photo is not answered, where its name stands beside it. */
export function photoFault(fault: PhotoFault): FailureText {
  switch (fault.code) {
    case 'unreadable':
      return {
        happened: '파일을 더 이상 읽을 수 없습니다.',
        next: '옮겨졌거나 삭제되었거나 폴더일 수 있습니다. 다시 고르세요.',
      };
    case 'empty':
      return {
        happened: '빈 파일입니다.',
        next: '끝까지 복사되지 않았을 수 있습니다. 다시 복사하거나 다시 찍으세요.',
      };
    case 'not-an-image':
      return {
        happened: '내용을 확인해 보니 이미지 파일이 아닙니다.',
        next: 'JPEG나 PNG 같은 사진을 고르세요.',
      };
    case 'format':
      return formatFault(fault.format);
    case 'svg':
      return {
        happened: 'SVG 그림에는 프로그램이 들어 있을 수 있어 열지 않습니다.',
        next: 'PNG로 내보낸 뒤 그 파일을 고르세요.',
      };
    case 'damaged':
      return {
        happened: '그림이 손상되어 끝까지 읽을 수 없습니다.',
        next: '카메라에서 다시 복사하거나, 다른 프로그램에서 열어 저장한 뒤 고르세요.',
      };
    case 'too-many-pixels':
    case 'too-small':
    case 'file-too-large':
      return sizeFault(fault);
    case 'too-slow':
      return slowFault(fault);
    default:
      return archiveFault(fault);
  }
}

/** Says why there is no picture from the webcam. */
export function cameraFailed(fault: CameraFault): FailureText {
  switch (fault) {
    case 'refused':
      return {
        happened: '브라우저가 카메라를 쓰도록 허락받지 못했습니다.',
        next: '주소 옆 아이콘에서 이 페이지의 카메라를 허용하고, 기기 설정에서 이 브라우저의 카메라도 허용하세요. 그런 다음 웹캠 사용을 다시 누르세요. 사진은 카메라 없이도 쓸 수 있습니다.',
      };
    case 'missing':
      return {
        happened: '이 기기에서 카메라를 찾지 못했습니다.',
        next: '카메라를 연결하고 웹캠 사용을 다시 누르거나, 사진을 고르세요.',
      };
    case 'gone':
      return {
        happened: '고른 카메라가 더 이상 연결되어 있지 않습니다.',
        next: '웹캠 사용을 눌러 다른 카메라를 쓰거나, 그 카메라를 다시 연결한 뒤 누르세요.',
      };
    case 'busy':
      return {
        happened: '카메라를 열 수 없습니다. 다른 프로그램이 쓰고 있을 수 있습니다.',
        next: '화상 통화나 다른 카메라 프로그램을 닫고 웹캠 사용을 다시 누르세요.',
      };
    case 'lost':
      return {
        happened: '카메라 연결이 끊어졌거나 카메라가 꺼졌습니다.',
        next: '다시 연결하고 웹캠 사용을 누르세요. 목록의 사진은 그대로 있습니다.',
      };
    case 'unsupported':
      return {
        happened: '이 브라우저는 이 페이지에 카메라를 내주지 않습니다.',
        next: '카메라는 https로 시작하는 주소와 최신 브라우저가 필요합니다. 사진은 카메라 없이도 쓸 수 있습니다.',
      };
    default:
      return fault satisfies never;
  }
}

type SizeFault = Extract<PhotoFault, { code: 'too-many-pixels' | 'too-small' | 'file-too-large' }>;

function sizeFault(fault: SizeFault): FailureText {
  switch (fault.code) {
    case 'too-many-pixels':
      return {
        happened: `${count(Math.ceil(fault.megapixels) * 100)}만 화소 사진입니다. ${count(fault.limit * 100)}만 화소까지만 읽습니다.`,
        next: '사진 프로그램에서 크기를 줄인 뒤 고르세요.',
      };
    case 'too-small':
      return {
        happened: `${count(fault.width)} × ${count(fault.height)}픽셀은 옷을 보여 주기에 너무 작습니다.`,
        next: `가로와 세로가 ${count(fault.minimum)}픽셀 이상인 그림이나 부분을 고르세요.`,
      };
    case 'file-too-large':
      return {
        happened: `파일이 ${megabytes(fault.bytes)}입니다. ${megabytes(fault.limit)}까지만 읽습니다.`,
        next: 'JPEG로 내보내거나 크기를 줄인 뒤 고르세요.',
      };
    default:
      return fault satisfies never;
  }
}

type SlowFault = Extract<PhotoFault, { code: 'too-slow' }>;

function slowFault(fault: SlowFault): FailureText {
  switch (fault.step) {
    case 'read':
      return {
        happened: `파일이 ${count(fault.seconds)}초 안에 읽히지 않았습니다.`,
        next: '클라우드나 다른 컴퓨터에 있다면 이 기기로 복사해서 그 파일을 고르세요. 다시 연결되었다면 다시 시도하세요.',
      };
    case 'decode':
      return {
        happened: `브라우저가 사진을 ${count(fault.seconds)}초 안에 해독하지 못했습니다.`,
        next: '컴퓨터가 덜 바쁠 때 다시 시도하거나, 다른 프로그램에서 JPEG로 저장한 뒤 그 파일을 고르세요.',
      };
    case 'list':
      return {
        happened: `이 zip 파일이 ${count(fault.seconds)}초 안에 읽히지 않았습니다.`,
        next: '클라우드나 다른 컴퓨터에 있다면 이 기기로 복사해서 그 파일을 고르세요.',
      };
    default:
      return fault.step satisfies never;
  }
}

/** Says why a zip, or a file in it, is not unpacked. */
function archiveFault(fault: ArchiveFault): FailureText {
  switch (fault.code) {
    case 'archive-damaged':
      return {
        happened: '이 zip 파일을 읽을 수 없습니다.',
        next: '끝까지 복사되지 않았을 수 있습니다. 다시 복사하거나, 압축을 풀어 폴더를 놓으세요.',
      };
    case 'archive-empty':
      return {
        happened: '이 zip 안에는 파일이 없습니다.',
        next: '다른 zip이나 사진을 직접 고르세요.',
      };
    case 'archive-nested':
      return {
        happened: '압축 파일 안의 압축 파일은 열지 않습니다.',
        next: '바깥 파일의 압축을 풀고 이 파일을 따로 고르세요.',
      };
    case 'archive-locked':
      return {
        happened: '암호로 잠긴 파일입니다.',
        next: '암호로 zip을 푼 뒤 폴더를 놓으세요.',
      };
    case 'archive-method':
      return {
        happened: '여기서 풀 수 없는 방식으로 압축된 파일입니다.',
        next: 'zip을 푼 뒤 폴더를 놓으세요.',
      };
    case 'archive-bomb':
      return {
        happened: `압축을 풀면 ${count(fault.ratio)}배로 커집니다. 사진이라면 ${count(fault.limit)}배를 넘지 않습니다.`,
        next: '누가 만들었는지 모르면 열지 마세요.',
      };
    default:
      return fault satisfies never;
  }
}

function formatFault(format: string): FailureText {
  const name = format.toUpperCase();
  if (/^hei[cf]/i.test(format)) {
    return {
      happened: `이 브라우저는 ${name} 그림을 읽지 못합니다.`,
      next: 'Safari에서는 열립니다. 아니면 JPEG로 내보낸 뒤 고르세요.',
    };
  }
  return {
    happened: `이 브라우저는 ${name} 형식의 그림을 읽지 못합니다.`,
    next: 'JPEG나 PNG로 내보낸 뒤 고르세요.',
  };
}

/** Rounded up, so that what is over a limit does not look like it. */
function megabytes(bytes: number): string {
  return `${count(Math.ceil(bytes / 1e6))} MB`;
}

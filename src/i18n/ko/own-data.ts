import type { OwnDataMessages } from '../en/own-data';
import { common } from './common';

const { count, decimal, duration, percent } = common.format;
const sizeText = (bytes: number) =>
  bytes < 1e6 ? `${count(bytes / 1e3)} kB` : `${decimal(bytes / 1e6, bytes < 1e7 ? 1 : 0)} MB`;
const images = (number: number) => `${count(number)}장`;

/** Own data sets: opening, listing, removing them; in Korean. */
export const ownData = {
  title: '내 데이터',
  picker: '데이터',
  openMore: '내 데이터 열기',
  description: (p) => `훈련 ${images(p.train)}, 테스트 ${images(p.test)}`,
  missing: '이 브라우저에 없습니다',
  useBuiltIn: 'Fashion-MNIST 사용',
  intro:
    '직접 준비한 이미지를 열어 살펴보고 훈련에 쓸 수 있습니다. 이미지는 이 기기에만 있으며 어디로도 전송되지 않습니다.',
  drop: '여기에 파일을 놓거나',
  open: '파일 열기',
  formats: {
    title: '열 수 있는 파일',
    csv: 'CSV: 한 줄에 이미지 한 장입니다. 0–9 레이블 뒤에 0–255 픽셀 값 784개를 행 순서로 적습니다. 제목 줄은 있어도 되고 없어도 됩니다.',
    example: 'label,pixel1,pixel2,…,pixel784\n7,0,0,…,0\n2,0,13,…,128',
    idx: 'IDX: MNIST와 Fashion-MNIST의 배포 형식입니다. 이미지 파일과 레이블 파일 한 쌍, 또는 테스트용까지 네 개를 엽니다.',
    either:
      '두 형식 모두 gzip으로 압축해도 됩니다. CSV 파일 두 개는 한쪽 이름에 "test"가 있으면 데이터 세트 하나로 읽습니다.',
    limits: (p) =>
      `이미지는 28 × 28 크기여야 합니다. 파일당 최대 ${sizeText(p.file)}, 압축을 풀어 ${sizeText(p.unpacked)}, 이미지 ${images(p.images)}까지 읽습니다.`,
  },
  form: {
    label: '읽을 파일',
    files: (p) => `${p.names.join(', ')} (${sizeText(p.bytes)})`,
    name: '이름',
    meaning: '레이블의 뜻',
    meanings: { fashion: 'Fashion-MNIST 클래스', digits: '숫자 0–9' },
    testShare: '테스트용으로 떼어 둘 비율',
    testShareHelp:
      '파일에 테스트용 이미지가 따로 없으므로 클래스마다 이 비율만큼 떼어 둡니다. 신경망은 이 이미지로 학습하지 않습니다.',
    seed: '시드',
    seedHelp: '어떤 이미지를 떼어 둘지 정합니다.',
    partsByName: '파일 이름에 따라 훈련용과 테스트용을 구분합니다.',
    read: '파일 읽기',
    cancel: '취소',
    percent: (share) => percent(share, 0),
  },
  progress: {
    label: (p) => `${p.name} 읽는 중`,
    bytes: (p) => `${sizeText(p.total)} 중 ${sizeText(p.bytes)}`,
    images: (p) => images(p.images),
    left: (p) => `${duration(p.seconds)} 남음`,
    finishing: '확인하고 저장하는 중입니다',
    cancel: '취소',
    cancelled: '읽기를 취소했습니다. 저장된 것은 없습니다.',
  },
  opened: {
    title: (p) => `${p.name} 데이터를 열었습니다`,
    known: (p) => `${p.name} 데이터는 이미 있습니다`,
    body: (p) => `훈련용 ${images(p.train)}, 테스트용 ${images(p.test)}입니다.`,
    knownBody: '같은 이미지이므로 새로 추가하지 않고 기존 데이터를 선택했습니다.',
    browse: '이미지 보기',
    train: '이 데이터로 훈련',
  },
  failed: '파일을 열지 못했습니다',
  list: {
    title: '이 브라우저에 있는 데이터',
    empty: '아직 없습니다.',
    looking: '저장된 데이터를 찾고 있습니다',
    counts: (p) => `훈련 ${images(p.train)}, 테스트 ${images(p.test)}, ${sizeText(p.bytes)}`,
    made: (p) => `테스트용: 클래스마다 ${percent(p.share, 0)}, 시드 ${p.seed}`,
    fromFiles: '테스트용: 파일에 있던 그대로',
    fromBase: (p) => `테스트용: ${p.base} 그대로`,
    files: (p) =>
      `${p.names.join(', ')}, ${p.date.toLocaleDateString('ko-KR', { dateStyle: 'medium' })}에 열었습니다`,
    notStored: '저장되지 않았습니다. 페이지를 닫으면 사라집니다',
    chosen: '선택됨',
    choose: '사용',
    chooseNamed: (p) => `${p.name} 사용`,
    remove: '삭제',
    removeNamed: (p) => `${p.name} 삭제`,
    inUse: '이 데이터로 훈련하고 있습니다. 삭제하려면 먼저 훈련을 중지하세요.',
    confirm: {
      question: (p) => `${p.name} 데이터를 이 브라우저에서 삭제할까요?`,
      body: '원래 파일은 그대로 있습니다. 이 데이터로 훈련한 기록도 남습니다.',
      remove: '삭제하기',
      keep: '그대로 두기',
    },
    removed: (p) => `${p.name} 데이터를 삭제했습니다.`,
  },
  balance: {
    missing: (p) =>
      `훈련 이미지가 한 장도 없는 클래스가 있습니다: ${p.names.join(', ')}. 신경망이 배울 수 없습니다.`,
    uneven: (p) =>
      `클래스의 크기가 고르지 않습니다. 훈련 이미지가 가장 많은 클래스(${p.largest})는 가장 적은 클래스(${p.smallest})의 ${count(Math.round(p.times))}배입니다. 정확도를 클래스별로 살펴보세요.`,
  },
} satisfies OwnDataMessages;

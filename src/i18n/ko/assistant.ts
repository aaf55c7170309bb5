import type { AssistantMessages } from '../en/assistant';
import { common } from './common';
import { howRight } from './how-right';
import { manyPhotos } from './many-photos';
import { photoFault } from './photo-failures';
import { outOfScope, scope } from './scope';

const { count, decimal, duration, percent } = common.format;

const sureness = (share: number) => (share >= 0.995 ? '99% 이상' : percent(share, 0));

/** The Assistant screen, in Korean. */
export const assistant = {
  ...manyPhotos,
  title: '무슨 옷인가요?',
  privacy: '사진은 이 기기에만 있습니다. 이 페이지 밖으로 나가지 않습니다.',
  choose: '사진 고르기',
  useWebcam: '웹캠 사용',
  download: '결과 내려받기',
  choices: '신경망과 설정',
  downloadHint: '모든 답을 스프레드시트용 CSV 파일로 저장합니다',
  drop: {
    title: '옷 사진을 여기에 놓으세요',
    body: '단순한 배경에 옷 한 벌을 펼치거나 걸어 놓고 찍은 사진이 가장 좋습니다. 폴더나 zip 파일을 통째로 놓아도 됩니다. 사진을 고르거나, 붙여넣거나, 웹캠을 써도 됩니다.',
    byTouch: {
      title: '옷 사진을 고르세요',
      body: '단순한 배경에 옷 한 벌을 펼치거나 걸어 놓고 찍은 사진이 가장 좋습니다. 웹캠을 써도 됩니다.',
    },
    now: '놓으면 사진이 추가됩니다',
  },
  state: {
    label: '상태',
    empty: '사진을 기다리는 중',
    answering: (p) => `사진 ${count(p.photos)}장을 살펴보는 중`,
    paused: '일시 정지됨',
    stopped: '멈춤: 아래 알림을 확인하세요',
    anew: '고른 신경망에 묻는 중',
    leftAnew: (p) => `사진 ${count(p.photos)}장이 새 답을 기다립니다`,
    opening: (p) => `${p.name} 여는 중`,
    stopOpening: '열기 중단',
    done: (p) =>
      [
        `사진 ${count(p.answered)}장 완료`,
        p.refused > 0 && `${count(p.refused)}장 실패`,
        p.duplicates > 0 && `중복 ${count(p.duplicates)}장`,
        p.skipped > 0 && `${count(p.skipped)}장 건너뜀`,
      ]
        .filter(Boolean)
        .join(', '),
  },
  progress: {
    label: '답한 사진',
    of: (p) => `${count(p.total)}장 중 ${count(p.done)}장`,
    timeLeft: (p) => `${duration(p.seconds)} 남음`,
    rate: (p) => `초당 ${decimal(p.perSecond, 1)}장`,
    pause: '일시 정지',
    resume: '계속',
    cancel: '취소',
  },
  failed: '사진에 답할 수 없습니다',
  list: {
    title: '사진',
    label: '사진',
    waiting: '대기 중',
    skipped: '건너뜀',
    refused: '답하지 못함',
    duplicate: '중복',
    sameAs: (p) => `${p.name} 파일과 같습니다.`,
    keep: '이 사진도 살펴보기',
    row: (p) => `${p.name}: ${p.answer}`,
    remove: (p) => `${p.name} 빼기`,
    clear: '모두 빼기',
    confirmClear: {
      title: '사진을 모두 목록에서 뺄까요?',
      body: (p) =>
        `직접 고른 답 ${count(p.photos)}개도 함께 사라집니다. 남기려면 먼저 결과를 내려받거나 고친 사진을 데이터 세트로 보관하세요. 기기의 파일은 그대로 있습니다.`,
      confirm: '모두 빼기',
      cancel: '그대로 두기',
    },
    tryAgain: '다시 시도',
    answerSkipped: '나머지도 살펴보기',
  },
  confidence: sureness,
  answer: (p) => `${p.name}, ${sureness(p.share)}`,
  sure: (p) => `확신 ${sureness(p.share)}`,
  perhaps: (p) => `어쩌면 ${p.name}, ${sureness(p.share)}`,
  unsure: {
    title: '확실하지 않음',
    answer: (p) => `확실하지 않음, 어쩌면 ${p.name}, ${sureness(p.share)}`,
    nearest: (p) => `가장 가까운 것은 ${p.name}, 확신 ${sureness(p.share)}`,
    noneAnswer: (p) => `확실하지 않음: 해당 없음, ${sureness(p.share)}`,
    noneOf: (p) => `해당 없음일 확률 ${sureness(p.share)}`,
    reasons: {
      'none-of-these': () => '신경망이 아는 종류 가운데 어느 것도 아니라고 봅니다.',
      'out-of-scope': (p) => outOfScope(p.outside),
      'nothing-found': () => '옷을 배경과 구분하지 못했습니다.',
      'several-garments': () => '옷이 여러 벌 있는 것 같습니다. 틀을 하나에만 맞춰 주세요.',
      'between-two': (p) => `${p.name}일 확률과 ${p.second}일 확률이 거의 같습니다.`,
      'low-confidence': (p) =>
        `답하는 데 필요한 확신 ${percent(p.threshold, 0)}에 이르는 종류가 없습니다.`,
      'perhaps-none': () =>
        '신경망이 아는 종류가 아닐 수 있습니다. “해당 없음”은 확률이 작아도 가볍게 보지 않습니다.',
    },
  },
  scope,
  howRight,
  threshold: {
    label: '확신 기준',
    help: '확신이 이보다 낮으면 “확실하지 않음”이 되고, 아는 종류가 아닐 수 있으면 더 높은 확신이 필요합니다. 0%로 하면 신경망이 “해당 없음”이라고 보는 사진 말고는 모두 답합니다.',
    usual: '신경망의 기본값으로',
  },
  caution:
    '이 신경망은 열 가지 종류만 알고, 사진에 무엇이 있든 그중 하나로 답합니다. 작은 상품 이미지로 배웠기 때문에 사진에서는 확신이 높아도 자주 틀립니다.',
  ownCaution:
    '이 신경망은 사진에 무엇이 있든 자신이 아는 클래스 가운데 하나로 답합니다. 데이터 세트의 이미지로 배웠기 때문에 사진에서는 확신이 높아도 자주 틀립니다.',
  photoCaution: (p) =>
    `이 신경망은 펼치거나 걸어 둔 옷 한 점씩을 찍은 사진으로 배웠고 ${p.categories}가지를 압니다. 입은 옷이나 여러 점을 찍은 사진, 옷이 아닌 물건에는 자주 잘못 답합니다.`,
  lookInside: '속 들여다보기',
  working: '사진을 살펴보는 중',
  refusedTitle: '이 사진에는 답하지 못했습니다',
  photoFailed: {
    'worker-lost': '다시 시도하세요. 또 일어나면 다른 프로그램에서 크기를 줄여 저장한 뒤 고르세요.',
    'out-of-memory': '다른 탭을 닫고 다시 시도하거나 더 작은 사진을 고르세요.',
  },
  answersFailed: '다시 시도하거나 페이지를 새로고침하세요.',
  adjustFailed: '이렇게 조정하면 답을 얻을 수 없습니다',
  probabilities: {
    title: '모든 답',
    label: '종류별 확률',
  },
  nearest: {
    title: '가장 비슷한 훈련 이미지',
    help: '신경망이 보는 것과 픽셀 차이가 가장 작은 훈련 이미지입니다.',
    helpForColor:
      '이 신경망이 학습한 사진은 Atelier에 들어 있지 않습니다. 대신 옷만 잘라 내어 Fashion-MNIST처럼 회색으로 바꾼 뒤, 불러온 훈련 이미지 가운데 픽셀 차이가 가장 작은 것을 보여 줍니다.',
    distance: (p) => `거리 ${count(p.distance)}`,
    comparing: '모든 훈련 이미지와 비교하는 중',
    loading: '이미지를 불러오는 중',
    none: '비교할 이미지를 아직 불러오지 않았습니다.',
    load: '이미지 불러오기',
    otherSize: '불러온 이미지의 크기가 비교할 이미지와 다릅니다.',
    failed: '이미지를 비교하지 못했습니다',
  },
  strip: {
    title: '신경망이 보는 것',
    help: '사진이 신경망에 들어가는 그림이 되기까지의 과정입니다.',
    notFound:
      '옷을 배경과 구분하지 못해 그림 전체를 사용했습니다. 옷이 있는 부분을 직접 고르면 나아질 수 있습니다.',
    steps: {
      original: { name: '사진', does: '찍은 그대로, 바로 세움' },
      crop: { name: '자르기', does: '옷이 있는 부분만, 윤곽선 표시' },
      grey: { name: '회색', does: '색을 뺌' },
      garment: { name: '옷', does: '검은 바탕에 밝게' },
    },
    network: '신경망의 눈',
    colorCrop: { name: '자르기', does: '살펴보는 부분' },
    networkPixels: (p) => `${p.side} × ${p.side} 픽셀. 답은 이 그림과 좌우로 뒤집은 그림의 평균`,
    networkVariants: (p) =>
      `${p.side} × ${p.side} 픽셀. 답은 이 그림과 폭을 좁힌 그림 등 ${p.variants}장의 평균`,
  },
  adjust: {
    title: '조정',
    help: '옷이 틀에 꽉 차도록 모서리를 끌거나, 옷과 배경을 칠해 알려 주세요. 답이 바로 바뀝니다.',
    helpWhole: '옷이 틀에 꽉 차도록 모서리를 끌거나 사진을 돌리세요. 답이 바로 바뀝니다.',
    tool: '포인터로 할 일',
    tools: { frame: '틀', garment: '더하기', background: '빼기' },
    markPad: {
      garment: (p) => `${p.name}: 옷인 곳을 칠하세요`,
      background: (p) => `${p.name}: 옷이 아닌 곳을 칠하세요`,
    },
    marksHelp: {
      garment: '윤곽선에서 빠진 옷 부분을 칠하세요.',
      background: '윤곽선 안에 있지만 옷이 아닌 곳을 칠하세요.',
    },
    markKeys: '화살표 키로 붓을 옮기고 스페이스 키로 칠합니다.',
    undoMark: '칠 취소',
    rotation: '기울기 맞추기',
    degrees: (p) => `${p.degrees}°`,
    background: '사용할 부분',
    backgroundChoices: { remove: '옷만', keep: '틀 안 전부' },
    photo: (p) => `${p.name}: 사진과 그중 살펴보는 부분`,
    whole: '틀을 사진 전체로',
    find: '옷 찾기',
    turnLeft: '왼쪽으로 돌리기',
    turnRight: '오른쪽으로 돌리기',
    invert: '밝기 뒤집기',
    invertChoices: { auto: '자동', yes: '예', no: '아니요' },
    reset: '조정 초기화',
    handles: {
      move: '부분 옮기기',
      topLeft: '왼쪽 위 모서리',
      topRight: '오른쪽 위 모서리',
      bottomLeft: '왼쪽 아래 모서리',
      bottomRight: '오른쪽 아래 모서리',
    },
    keys: '화살표 키로 옮기고, Shift를 함께 누르면 더 크게 움직입니다.',
  },
  webcam: {
    title: '웹캠',
    starting: '카메라를 기다리는 중입니다. 브라우저가 사용 허락을 물을 수 있습니다.',
    stop: '웹캠 끄기',
    take: '사진 찍기',
    camera: '카메라',
    unnamed: (p) => `카메라 ${p.number}`,
    preview: '웹캠 화면',
    rate: (p) => `초당 ${decimal(p.perSecond, 1)}회 답함`,
    noAnswer: '첫 번째 답을 기다리는 중',
    failed: '웹캠 화면이 없습니다',
    freeze: '멈추기',
    unfreeze: '계속하기',
    frozen: '화면을 멈췄습니다. 카메라는 켜져 있습니다.',
    otherSide: { front: '전면 카메라', rear: '후면 카메라' },
    answerFailed: '웹캠 화면에 답하지 못했습니다',
    hidden: '탭이 가려져 웹캠을 껐습니다. 계속하려면 웹캠 사용을 누르세요.',
    strip: '신경망이 보는 것',
    severalGarments:
      '옷이 여러 벌 있는 것 같습니다. 한 벌만 보이게 하거나, 사진을 찍어 틀을 하나에 맞추세요.',
  },
  fault: photoFault,
} satisfies AssistantMessages;

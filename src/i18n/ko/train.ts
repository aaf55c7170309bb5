import type { TrainMessages } from '../en/train';
import { common } from './common';

const { count, decimal, duration, percent, seconds, short } = common.format;

/** The Train screen but for its form and charts, in Korean. */
export const train = {
  title: '신경망 훈련',
  transport: {
    label: '훈련 제어',
    train: '훈련 시작',
    pause: '일시 정지',
    resume: '계속',
    step: '한 스텝',
    stop: '중지',
    reset: '초기화',
    trainHint: '이 설정으로 훈련을 시작합니다.',
    memory: (p) => `메모리 ${count(p.bytes / 1e6)} MB를 사용합니다.`,
    stepHint: '배치 하나를 훈련하고 기다립니다',
    stopHint: '지금까지 배운 것을 남기고 훈련을 끝냅니다',
    resetHint: '이 훈련을 지우고 새 가중치로 시작합니다',
    confirmReset: {
      title: '이 훈련을 지울까요?',
      body: '훈련이 여기서 끝나고 화면에서 사라집니다. 수치를 남기려면 먼저 기록을 내려받으세요.',
      confirm: '훈련 지우기',
      cancel: '그대로 두기',
    },
  },
  blocked: {
    loadingImages: '이미지를 불러오는 중입니다.',
    noImages: '이미지를 불러오지 못했습니다. 위의 안내를 확인하세요.',
    checkingBackends:
      '이 기기에서 가장 빠른 백엔드를 시험하고 있습니다. 처음 한 번, 몇 초 걸립니다.',
    noBackend: '이 기기에는 훈련할 만큼 정확하게 계산하는 백엔드가 없습니다.',
  },
  state: {
    label: '상태',
    idle: '준비됨',
    loading: '이미지 불러오는 중',
    checking: '백엔드 선택 중',
    preparing: '준비 중',
    training: '훈련 중',
    paused: '일시 정지됨',
    validating: '검증 중',
    testing: '테스트 중',
    finished: '완료',
    stopped: '중지됨',
    failed: '실패',
  },
  progress: {
    label: '훈련 진행률',
    epochOf: (p) => `에포크 ${count(p.epoch)}/${count(p.total)}`,
    stepOf: (p) => `스텝 ${count(p.step)}/${count(p.total)}`,
    imagesPerSecond: (p) => `초당 ${count(Math.round(p.rate))}장`,
    timeLeft: (p) => `${duration(p.seconds)} 남음`,
    elapsed: (p) => `${duration(p.seconds)} 지남`,
    validating: (p) => `검증 이미지로 측정 중, ${p.percent}`,
    testing: (p) => `테스트 이미지로 측정 중, ${p.percent}`,
  },
  announce: {
    started: (p) => `${p.backend}에서 ${p.model} 훈련을 시작했습니다.`,
    epoch: (p) => `에포크 ${count(p.epoch)}/${count(p.total)}: 검증 정확도 ${percent(p.accuracy)}.`,
    epochChanged: (p) =>
      `에포크 ${count(p.epoch)}/${count(p.total)}: 검증 정확도 ${percent(p.accuracy)}, ${decimal(
        Math.abs(p.change) * 100,
        1,
      )}%p ${p.change >= 0 ? '상승' : '하락'}.`,
    epochWithoutValidation: (p) =>
      `에포크 ${count(p.epoch)}/${count(p.total)}: 훈련 정확도 ${percent(p.accuracy)}.`,
    learningRate: (p) => `학습률을 ${short(p.learningRate)}(으)로 바꾸었습니다.`,
    finished: (p) => `훈련을 마쳤습니다. 테스트 정확도 ${percent(p.accuracy)}.`,
    stopped: (p) => `에포크 ${count(p.epoch)}개를 마치고 중지했습니다.`,
  },
  empty: {
    title: '훈련 시작을 누르세요',
    body: '작은 신경망이 무작위 가중치에서 출발하여 열 가지 옷을 구분하는 법을 배웁니다. 손실이 줄고 정확도가 오르는 과정을 여기서 바로 볼 수 있습니다.',
    chance: '찍으면 10%를 맞힙니다. 한 에포크 뒤에 얼마나 달라지는지 확인해 보세요.',
  },
  result: {
    title: '결과',
    testAccuracy: '테스트 정확도',
    testLoss: '테스트 손실',
    validationAccuracy: '검증 정확도',
    trainingAccuracy: '훈련 정확도',
    trainingTime: '훈련 시간',
    perEpoch: (p) => `에포크당 ${seconds(p.seconds)}`,
    onImages: (p) => `한 번도 보지 않은 이미지 ${count(p.images)}장 기준`,
    beforeTest: '테스트 이미지는 훈련이 끝난 뒤 한 번만 사용합니다.',
    overfitting: (p) =>
      `훈련 정확도가 검증 정확도보다 ${decimal(p.points, 1)}%p 높습니다. 신경망이 클래스의 특징보다 훈련 이미지 자체를 외우고 있다는 뜻입니다(과대적합).`,
    evaluate: '테스트 이미지로 측정',
    download: '기록 내려받기',
    downloadHint: '설정, 그래프, 결과를 JSON 파일로 저장합니다',
  },
  address: {
    title: '주소의 일부를 설정으로 읽을 수 없습니다',
    numbers: (p) =>
      `${p.label}: “${p.value}”은(는) ${short(p.minimum)}에서 ${short(p.maximum)} 사이의 수가 아닙니다. 기본값을 씁니다.`,
    wholeNumbers: (p) =>
      `${p.label}: “${p.value}”은(는) ${short(p.minimum)}에서 ${short(p.maximum)} 사이의 정수가 아닙니다. 기본값을 씁니다.`,
    choices: (p) =>
      `${p.label}: “${p.value}”은(는) 선택지(${p.choices})에 없습니다. 기본값을 씁니다.`,
    unknown: (p) => `“${p.name}”이라는 설정은 없습니다. 아무것도 바꾸지 않습니다.`,
  },
  resume: {
    title: '중단된 훈련이 있습니다',
    body: (p) =>
      `${p.model}, 에포크 ${count(p.total)}개 중 ${count(p.epoch)}개를 마쳤습니다. 중단되지 않은 것과 똑같이 이어집니다.`,
    resume: '이어서 훈련',
    discard: '지우기',
  },
  recovered: {
    title: '훈련이 중단되었다가 이어졌습니다',
    fromEpoch: (p) => `마지막으로 끝난 에포크(${count(p.epoch)})부터 이어졌습니다.`,
    fromStart: '아직 끝난 에포크가 없어 처음부터 다시 시작했습니다.',
  },
  failed: {
    title: '훈련이 일찍 끝났습니다',
    keepsEpoch: (p) => `에포크 ${count(p.epoch)}까지의 상태를 보존했습니다.`,
    lowerRate: (p) => `학습률을 ${short(p.learningRate)}(으)로 바꾸고 초기화`,
  },
  storage: {
    title: '이 훈련은 저장되지 않습니다',
    saved: (p) => `에포크 ${count(p.epoch)}까지 저장됨`,
  },
  starter: {
    title: '기본 샘플로 훈련합니다',
    body: (p) =>
      `전체 ${count(p.total)}장 중 ${count(p.images)}장만 있어 정확도가 낮게 나옵니다. 나머지를 받으려면 Atelier를 제공하는 컴퓨터에서 아래 명령을 실행한 뒤 새로고침하세요.`,
    command: 'npm run data',
  },
} satisfies TrainMessages;

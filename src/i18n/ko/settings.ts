import type { SettingsMessages } from '../en/settings';
import { common } from './common';

const { count, percent } = common.format;

/** The form of a training run: fields, options and what each does, in Korean. */
export const settings = {
  title: '설정',
  advanced: '추가 설정',
  locked:
    '훈련하는 동안에는 설정을 바꿀 수 없습니다. 바꾸려면 초기화하세요. 학습률만 도중에 바꿀 수 있습니다.',
  toDefault: '기본값으로',
  stepLabels: { increase: '늘리기', decrease: '줄이기' },
  /** Names the slider beside the learning rate's number. */
  rateSlider: '크게 조절(로그 눈금)',
  presets: {
    label: '프리셋',
    own: { label: '직접 설정', description: '직접 고른 설정입니다.' },
    options: {
      standard: {
        label: '표준',
        description: '대부분의 강의처럼 일정한 학습률로 5에포크 훈련합니다.',
      },
      fast: {
        label: '빠르게',
        description: '같은 신경망을 더 짧은 시간에 비슷한 정확도로: 학습률을 올렸다가 내립니다.',
      },
      accurate: {
        label: '정확하게',
        description: '잔차 신경망을 다섯 에포크 훈련합니다. ‘빠르게’보다 계산이 훨씬 많습니다.',
      },
      mostAccurate: {
        label: '가장 정확하게',
        description: '잔차 신경망을 스무 에포크 훈련합니다.',
      },
      forPhotos: {
        label: '사진용',
        description:
          '사진처럼 바꾼 이미지로 배웁니다. 어시스턴트에서 사진을 더 잘 맞히고, 테스트 이미지는 덜 맞힙니다.',
      },
    },
  },
  fields: {
    model: { label: '모델', help: '신경망의 구조입니다. 어떤 층을 어떤 순서로 쌓는지 정합니다.' },
    dataset: { label: '데이터', help: '훈련에 쓸 이미지입니다.' },
    backend: {
      label: '백엔드',
      help: '계산을 맡는 장치입니다. 자동은 이 기기의 장치를 시험하여 올바르고 가장 빠른 것을 고릅니다.',
    },
    epochs: { label: '에포크', help: '모든 훈련 이미지를 몇 번 반복해서 보는지 정합니다.' },
    batchSize: {
      label: '배치 크기',
      help: '한 스텝에 쓰는 이미지 수입니다. 클수록 스텝이 매끄럽지만 횟수가 줄어듭니다.',
    },
    learningRate: {
      label: '학습률',
      help: '한 스텝에 가중치를 얼마나 움직이는지 정합니다. 너무 작으면 느리고, 너무 크면 수렴하지 않습니다.',
    },
    loss: {
      label: '손실 함수',
      help: '틀린 정도를 재는 방법입니다. 훈련은 이 값을 줄여 나갑니다.',
    },
    optimizer: {
      label: '옵티마이저',
      help: '그레이디언트(손실이 가장 빨리 줄어드는 방향)로 스텝을 만드는 방법입니다.',
    },
    schedule: { label: '학습률 스케줄', help: '훈련 중에 학습률을 어떻게 바꾸는지 정합니다.' },
    seed: {
      label: '시드',
      help: '초기 가중치, 이미지 순서, 드롭아웃, 데이터 증강의 무작위를 고정합니다. 시드가 같으면 결과도 같습니다.',
    },
    momentum: {
      label: '모멘텀',
      help: '이전 방향을 스텝마다 얼마나 유지하는지 정합니다. 모멘텀을 쓰는 옵티마이저에만 적용됩니다.',
    },
    clipNorm: {
      label: '그레이디언트 제한',
      help: '모든 가중치의 그레이디언트 길이를 합쳐 이 값보다 길면 줄입니다. 드물게 나오는 큰 스텝이 훈련을 망치지 않게 합니다. 0이면 쓰지 않습니다.',
    },
    labelSmoothing: {
      label: '레이블 스무딩',
      help: '정답의 이만큼을 모든 클래스에 고루 나누어 신경망이 지나치게 확신하지 않게 합니다. 크로스 엔트로피에만 적용되며 보통 10%, 0이면 쓰지 않습니다.',
    },
    weightDecay: {
      label: '가중치 감쇠',
      help: '그레이디언트와 상관없이 스텝마다 가중치를 학습률에 이 값을 곱한 만큼 줄입니다. AdamW에서는 보통 0.01, 0이면 쓰지 않습니다.',
    },
    l1: {
      label: 'L1 페널티',
      help: '가중치의 크기를 손실에 더합니다. 별 역할이 없는 가중치를 0으로 밀어냅니다. 0이면 쓰지 않습니다.',
    },
    l2: {
      label: 'L2 페널티',
      help: '가중치의 제곱을 손실에 더합니다. 모든 가중치를 작게 유지합니다. 0이면 쓰지 않습니다.',
    },
    flip: {
      label: '좌우 뒤집기',
      help: '훈련 이미지를 좌우로 뒤집을 확률입니다. 보통 50%, 0이면 쓰지 않습니다.',
    },
    shift: {
      label: '이동',
      help: '훈련 이미지를 각 방향으로 최대 이 픽셀 수만큼 옮깁니다. 0이면 쓰지 않습니다.',
    },
    rotation: {
      label: '회전',
      help: '훈련 이미지를 양쪽으로 최대 이 각도(도)만큼 돌립니다. 0이면 쓰지 않습니다.',
    },
    zoom: {
      label: '확대와 축소',
      help: '훈련 이미지를 최대 이 비율만큼 키우거나 줄입니다. 0이면 쓰지 않습니다.',
    },
    erasing: {
      label: '무작위 지우기',
      help: '훈련 이미지의 사각형 한 곳을 노이즈로 덮을 확률입니다. 신경망이 한 부분에만 의존하지 않게 합니다. 0이면 쓰지 않습니다.',
    },
    photoViews: {
      label: '사진처럼 보여 주기',
      help: '훈련 이미지 중 사진에서 오려 낸 것처럼 바꾸어 보여 주는 비율입니다. 돌리고 늘이고, 빛과 무늬와 남은 배경을 더하고, 신발은 위에서 본 한 켤레로 보여 줍니다. 사진은 더 잘 맞히고 테스트 이미지는 덜 맞힙니다. 0이면 쓰지 않습니다.',
    },
    validationFraction: {
      label: '검증 세트 비율',
      help: '훈련 이미지 중 따로 떼어 두는 비율입니다. 배우지 않은 이미지에서 얼마나 잘하는지 봅니다.',
    },
  },
  groups: {
    regularization: {
      title: '정규화',
      help: '신경망이 훈련 이미지를 외워 버리지 않게 합니다.',
    },
    augmentation: {
      title: '데이터 증강',
      help: '훈련 이미지를 볼 때마다 무작위로 바꿉니다. 검증과 테스트 이미지는 그대로 둡니다.',
    },
  },
  validationImages: (p) => `${percent(p.fraction)}, ${count(p.images)}장`,
  auto: { name: '자동', description: '이 기기에서 올바르고 가장 빠른 것' },
  backends: {
    engine: '이 신경망에 맞춘 코드로 CPU의 모든 코어를 써서 계산',
    webgpu: '그래픽 프로세서, 가장 새로운 방식',
    webgl: '그래픽 프로세서, 대부분의 기기에서 사용 가능',
    wasm: 'CPU에서 컴파일된 코드로 계산',
    cpu: 'CPU에서 자바스크립트로 계산. 느리지만 다른 백엔드의 기준',
  },
  models: {
    's3-cnn': {
      name: '작은 CNN',
      description: '합성곱 층 하나와 밀집 층. 몇 에포크면 잘 배웁니다.',
    },
    's1-cnn': {
      name: '2층 CNN',
      description: '합성곱 층 두 개와 드롭아웃. 더 정확하지만 오래 걸립니다.',
    },
    'small-resnet': {
      name: '작은 ResNet',
      description: '지름길과 배치 정규화를 쓰는 합성곱 신경망. 훨씬 오래 걸립니다.',
    },
    's3-dense': {
      name: '밀집 신경망(합성곱 없음)',
      description: '픽셀을 한 행씩 따로 봅니다. 합성곱의 효과를 비교할 때 씁니다.',
    },
  },
  losses: {
    crossEntropy: {
      name: '크로스 엔트로피',
      description: '정답 클래스의 확률이 낮을수록 크게 벌합니다. 가장 널리 씁니다.',
    },
    hinge: {
      name: '힌지',
      description: '정답 클래스의 점수가 다른 클래스보다 1 이상 앞서도록 합니다.',
    },
  },
  optimizers: {
    adam: {
      name: 'Adam',
      description: '가중치마다 보폭을 조절합니다. 세밀한 조정 없이도 잘 작동합니다.',
    },
    sgd: { name: 'SGD', description: '기본 경사 하강법. 학습률 0.1 근처에서 시작해 보세요.' },
    momentum: {
      name: '모멘텀 SGD',
      description: '이전 스텝의 방향으로 계속 나아가려 합니다.',
    },
    nesterov: {
      name: '네스테로프 모멘텀 SGD',
      description: '한 걸음 앞을 내다보는 모멘텀으로, 방향을 더 일찍 고칩니다.',
    },
    adamW: {
      name: 'AdamW',
      description: '가중치 감쇠와 함께 쓰도록 만든 Adam입니다. 감쇠는 아래에서 정하세요.',
    },
  },
  schedules: {
    constant: { name: '고정', description: '처음부터 끝까지 같습니다.' },
    step: { name: '계단식', description: '전체의 3분의 1마다 10분의 1로 줄입니다.' },
    cosine: { name: '코사인', description: '거의 0까지 매끄럽게 줄입니다.' },
    oneCycle: { name: '원사이클', description: '먼저 올렸다가 거의 0까지 줄입니다.' },
  },
} satisfies SettingsMessages;

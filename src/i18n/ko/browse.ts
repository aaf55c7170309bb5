import type { BrowseMessages } from '../en/browse';
import { common } from './common';

const { count, seconds } = common.format;

/** Texts of the Browse screen, in Korean. */
export const browse = {
  title: '이미지 둘러보기',
  loading: {
    label: '이미지를 불러오고 있습니다',
    detail: (p) => `${count(p.total)}장 중 ${count(p.images)}장, ${seconds(p.seconds)}`,
    starting: '파일 목록을 요청하고 있습니다',
    failed: '이미지를 불러오지 못했습니다',
  },
  starter: {
    title: '지금 보이는 것은 기본 샘플입니다',
    body: (p) =>
      `이 서버에는 70,000장 전체가 없어 ${count(p.images)}장만 보여 드립니다. 나머지를 받으려면 Atelier를 제공하는 컴퓨터에서 아래 명령을 실행한 뒤 새로고침하세요.`,
    command: 'npm run data',
  },
  filters: {
    split: '구분',
    class: '클래스',
    allClasses: '모든 클래스',
    classOption: (p) => `${p.name}, ${count(p.images)}장`,
    goTo: '이미지 번호로 이동',
    goToHelp: (p) => `0–${count(p.last)}`,
    imageSize: '이미지 크기',
    sizes: { 1: '작게', 2: '보통', 3: '크게' },
  },
  results: {
    shown: (p) => `이미지 ${count(p.images)}장`,
    loadedIn: (p) => `${seconds(p.seconds)} 만에 불러옴`,
    grid: (p) => `이미지 ${count(p.images)}장`,
    cell: (p) => `${p.name}, ${p.split === 'train' ? '훈련' : '테스트'} 이미지 ${count(p.index)}번`,
    filterDropped: (p) => `다른 클래스(${p.name})의 이미지이므로 모든 클래스를 보여 드립니다.`,
  },
  shortcuts: {
    title: '키보드 단축키',
    open: '키보드 단축키',
    list: [
      { keys: ['←', '→', '↑', '↓'], does: '이미지 사이를 이동합니다' },
      { keys: ['Home', 'End'], does: '줄의 처음 또는 마지막 이미지로 갑니다' },
      { keys: ['Ctrl + Home', 'Ctrl + End'], does: '맨 처음 또는 맨 마지막 이미지로 갑니다' },
      { keys: ['Page Up', 'Page Down'], does: '한 화면 위 또는 아래로 갑니다' },
      { keys: ['Enter'], does: '이미지를 엽니다' },
      { keys: ['n', 'p'], does: '다음 또는 이전 이미지로 갑니다' },
      { keys: ['Esc'], does: '이미지를 닫습니다' },
      { keys: ['?'], does: '이 목록을 봅니다' },
    ],
  },
  detail: {
    label: '이미지',
    heading: (p) => `${p.split === 'train' ? '훈련' : '테스트'} 이미지 ${count(p.index)}번`,
    classLabel: (p) => `클래스 ${p.label}`,
    position: (p) => `${count(p.total)}장 중 ${count(p.position)}번째`,
    previous: '이전 이미지',
    next: '다음 이미지',
    close: '이미지 닫기',
    lookInside: '들여다보기',
    mean: (p) => `${p.name}의 평균`,
    meanHelp: '같은 클래스의 훈련 이미지 전체를 픽셀마다 평균한 것입니다.',
  },
  pixels: {
    label: '이미지의 픽셀. 화살표 키로 이동합니다.',
    readout: (p) => `${p.row}행 ${p.column}열: ${p.value}`,
    hint: '픽셀을 가리키면 값이 보입니다.',
    view: '표시 방식',
    asImage: '이미지',
    asNumbers: '숫자',
    table: '픽셀 값 784개, 행 순서',
  },
  explanation: {
    title: '이미지는 어떻게 숫자가 되나요',
    body: [
      '여기 있는 모든 이미지는 28행 28열의 표, 곧 숫자 784개입니다. 숫자 하나는 픽셀 하나의 밝기를 나타내며 0은 검은색, 255는 흰색입니다.',
      '신경망은 신발을 보지 않습니다. 이 숫자 784개를 받아, 어떤 무늬가 열 가지 레이블 중 어느 것과 함께 나타나는지를 배웁니다.',
    ],
    prompt: '이미지를 선택하면 숫자를 볼 수 있습니다.',
  },
  means: {
    title: '클래스별 평균 이미지',
    body: '한 클래스의 훈련 이미지를 모두 겹친 모습입니다. 또렷하게 남은 부분이 공통점이며, 두 평균이 서로 닮았다면 신경망도 구분하기 어렵습니다.',
    loading: '평균 이미지를 계산하고 있습니다',
  },
  about: '이미지 설명',
} satisfies BrowseMessages;

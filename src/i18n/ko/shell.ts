import type { ShellMessages } from '../en/shell';
import { common } from './common';

const { count } = common.format;

/** Texts of the frame around every screen, in Korean. */
export const shell = {
  product: 'Atelier',
  skipToContent: '본문으로 건너뛰기',
  pageTitle: (p) => `${p.screen} · Atelier`,
  navigation: '화면',
  screens: {
    browse: '둘러보기',
    train: '훈련',
    assistant: '어시스턴트',
    understand: '들여다보기',
    compare: '비교',
  },
  language: '언어',
  theme: {
    label: '테마',
    system: '시스템 설정',
    light: '밝게',
    dark: '어둡게',
  },
  loadingScreen: '화면을 불러오고 있습니다',
  status: {
    dataset: '이미지',
    datasetIdle: '아직 불러오지 않음',
    datasetLoading: (p) => `불러오는 중, ${p.percent}`,
    datasetReady: (p) => `${p.name}, ${count(p.images)}장`,
    datasetFailed: '불러오지 못함',
    backend: '백엔드',
    backendIdle: '아직 선택하지 않음',
    backendChecking: (p) => `${p.name} 점검 중`,
    backendAuto: (p) => `${p.name}, 자동 선택`,
  },
  crashed: {
    title: '이 화면이 멈췄습니다',
    body: 'Atelier의 오류로 화면이 중단되었습니다. 저장된 훈련 기록은 그대로 있습니다.',
    notFetched: '이 화면의 코드를 서버에서 가져오지 못했습니다.',
    advice: '먼저 다시 시도해 보세요. 바로 또 멈추면 페이지를 새로고침하세요.',
  },
} satisfies ShellMessages;

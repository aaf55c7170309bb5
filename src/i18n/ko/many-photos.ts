import type { ManyPhotosMessages } from '../en/many-photos';
import { common } from './common';

const { count, percent } = common.format;

/** What the Assistant says where there are many photos, in Korean. */
export const manyPhotos = {
  chooseFolder: '폴더 고르기',
  leftOut: {
    beyond: (p) => `파일 ${count(p.files)}개를 넣지 못했습니다`,
    limit: (p) =>
      `목록에는 사진을 ${count(p.limit)}장까지 담을 수 있습니다. 결과를 내려받고 목록을 비운 뒤 나머지를 추가하세요.`,
    unpackLimit: (p) =>
      `zip 파일 하나에서는 ${count(p.bytes / 1e9)} GB까지만 압축을 풉니다. 파일을 나누거나, 압축을 풀고 그 폴더를 고르세요.`,
    ignored: (p) => `썸네일 캐시 같은 시스템 파일 ${count(p.files)}개는 건너뛰었습니다`,
  },
  looks: { label: '보기', list: '목록', gallery: '갤러리', review: '검토' },
  gallery: {
    title: '갤러리',
    help: '종류별로 모았습니다. 직접 고른 종류가 있으면 그것을, 없으면 신경망의 답을 따릅니다.',
    label: '종류별 사진',
    group: (p) => `${p.name} · ${count(p.photos)}장`,
    groups: { waiting: '아직 답하지 않음', duplicate: '중복', refused: '답할 수 없음' },
    details: '자세히 보기',
    taken: (p) => `${p.day}에 찍음 (카메라 시계 기준)`,
    fileDated: (p) => `파일 날짜 ${p.day} (사진에는 날짜가 없음)`,
    undated: '날짜 없음',
  },
  ownExamples: {
    title: '내 예시',
    help: '직접 고친 사진을 훈련에 쓰도록 보관할 수 있습니다. 옷만 잘라 회색으로 바꾼 사진을 Fashion-MNIST 이미지에 더해 새 데이터 세트를 만듭니다. 버튼을 눌렀을 때만, 이 브라우저 안에만 저장됩니다.',
    count: (p) => `고친 사진 ${count(p.examples)}장`,
    without: (p) =>
      `다른 ${count(p.photos)}장은 제외됩니다. Fashion-MNIST에 해당하는 종류가 없거나, 신발처럼 여러 종류로 나뉩니다.`,
    copies: '사진마다 넣는 횟수',
    times: (p) => `${p.copies}번`,
    copiesHelp:
      '이미지 60,000장 사이에서 사진 몇 장은 영향이 거의 없습니다. 여러 번 넣으면 더 크게 반영되지만, 일부가 검증 이미지에 섞여 검증 정확도가 조금 높게 나옵니다.',
    keep: '데이터 세트로 보관',
    cutting: '옷을 잘라 내는 중',
    storing: '데이터 세트를 저장하는 중',
    name: (p) => `${p.base} + 사진 ${count(p.examples)}장`,
    kept: (p) => `보관했습니다: ${p.name}`,
    keptBody:
      '진행 중인 훈련이 없으면 다음 훈련에 쓸 데이터로 선택됩니다. 프리셋 ‘사진용’과 잘 맞습니다. 둘러보기 화면의 목록에서 지울 수 있습니다.',
    missing: (p) =>
      `사진 ${count(p.files.length)}장은 읽지 못해 넣지 않았습니다: ${p.files.join(', ')}.`,
    train: '훈련 화면으로',
    failed: '사진을 제대로 보관하지 못했습니다',
  },
  correction: {
    label: '실제 종류',
    nothing: '고르지 않음',
    youSaid: (p) => `직접 고름: ${p.name}`,
    byYou: '직접 고름',
    undo: '되돌리기',
  },
  review: {
    title: '검토',
    help: '신경망이 가장 자신 없어 한 답부터 나옵니다. 고른 종류는 신경망의 답 옆에 남고, 답을 바꾸지 않습니다.',
    progress: (p) => `${count(p.said)}장 검토함 · ${count(p.left)}장 남음`,
    question: (p) => `신경망의 답: ${p.name}, ${percent(p.share, 0)}. 실제로는 무엇인가요?`,
    label: '실제 종류',
    keys: '숫자는 바로 고르기, ↑ ↓는 옮기기, Enter는 정하기, →는 건너뛰기, ←는 돌아가기입니다.',
    skip: '건너뛰기',
    back: '뒤로',
    done: '검토할 사진이 없습니다.',
    skipped: (p) => `${count(p.photos)}장을 건너뛰었습니다.`,
    again: '다시 살펴보기',
  },
} satisfies ManyPhotosMessages;

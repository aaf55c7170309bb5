import type { ReportMessages } from '../en/report';
import { common } from './common';
import { rulesFile } from './rules-file';

const { count, decimal, percent } = common.format;

const photos = (n: number) => `사진 ${count(n)}장`;
const list = (names: readonly string[]) => names.join(', ');

/** The report on the photos of the Assistant, in Korean. */
export const report = {
  open: '보고서',
  openHint: '사람들이 무엇을 입는지 종류와 기간별로 셉니다',
  title: (p) => `${photos(p.photos)} 보고서`,
  emptyTitle: '보고서',
  days: (p) => `촬영 기간 ${p.days}`,
  noDays: '날짜를 아는 사진이 없음',
  undated: (p) => `날짜 없는 ${photos(p.photos)}`,
  network: (p) => `답한 신경망: ‘${p.name}’ (${p.description})`,
  threshold: (p) => `확신 기준: ${percent(p.threshold, 0)} 미만인 답은 어느 종류에도 넣지 않음`,
  named: (p) => `사람이 정한 ${photos(p.photos)}`,
  privacy: '모든 계산은 이 페이지 안에서 했습니다. 사진도 수치도 밖으로 나가지 않았습니다.',
  empty:
    '아직 셀 사진이 없습니다. 위에서 사진을 고르거나 놓으세요. 하나라도 답이 나오면 보고서가 나타납니다.',
  working: '사진을 세는 중',
  waiting: '아직 사진에 답하는 중입니다. 끝나면 보고서가 나옵니다.',
  failed: '보고서를 만들지 못했습니다',
  download: '표 내려받기',
  downloadHint: '보고서의 모든 수치를 스프레드시트용 CSV 파일로 저장합니다',
  print: '보고서 인쇄',
  settings: {
    title: '세는 방법',
    unit: '기간 단위',
    units: { auto: '자동', week: '주', month: '월' },
    threshold: '확신 기준',
    thresholdHelp:
      '확신이 이보다 낮은 답과, 조금 높아도 아는 종류가 아닐 수 있는 답은 어느 종류에도 넣지 않고 따로 셉니다. 나머지는 모두 셉니다. 두 종류의 확률이 비슷하다는 등 다른 까닭으로 목록에서 ‘확실하지 않음’이라고 한 답도 여기서는 셉니다.',
  },
  // In a narrow cell the line may end behind the sign, not within a figure.
  interval: (p) => `${percent(p.low)}~\u200B${percent(p.high)}`,
  shares: {
    title: '비율',
    help: (p) => `종류가 정해진 ${photos(p.photos)} 가운데의 비율입니다.`,
    chart: (p) => `비율 막대그래프. 가장 큰 것은 ${p.name}, ${percent(p.share)}입니다.`,
    table: '종류별 비율',
    nothing: '종류가 정해진 사진이 없습니다.',
    category: '종류',
    photos: '사진',
    share: '비율',
    interval: '95% 구간',
    corrected: '보정 비율',
    correctedInterval: '보정 비율의 95% 구간',
    legend: {
      counted: '센 그대로',
      corrected: '신경망의 혼동을 보정',
      interval: '95% 구간',
    },
    notSure: (p) => `확신 기준 미만: ${photos(p.photos)}.`,
    leftOut: (p) => `제외: ${photos(p.photos)}.`,
    corrections:
      '보정 비율은 신경망이 각 종류를 무엇으로 얼마나 자주 잘못 보는지를 고려할 때 지금의 답이 가장 그럴듯해지는 비율입니다. 기댓값 최대화(EM)로 구한 최대 가능도 추정값입니다(Dempster, Laird, Rubin 1977; 분류기에는 Saerens, Latinne, Decaestecker 2002).',
    measured: (p) =>
      `얼마나 자주 잘못 보는지는 다른 사람 ${count(p.people)}명의 ${photos(p.photos)}으로 측정했으므로, 사진의 종류가 다르면 맞지 않을 수 있습니다.`,
    measuredOn: '측정한 사진:',
    unmeasured: (p) =>
      `측정한 사진에는 없던 종류: ${list(p.names)}. 신경망이 이것은 언제나 알아본다고 보고, 이것이 든 종류는 센 그대로 두며 나머지만 보정합니다.`,
    wide: '보정 구간이 넓으면 이 신경망이 그 종류를 다른 종류와 거의 구분하지 못한다는 뜻입니다. 사진의 종류를 직접 정하면 좁아지지만, 사진을 늘려서는 거의 좁아지지 않습니다.',
  },
  problem: {
    title: '보정하지 않고 센 그대로의 비율입니다',
    notMeasured:
      '이 신경망이 사진에서 무엇을 혼동하는지 측정한 적이 없어, 그 실수가 비율에 그대로 들어 있습니다.',
    notLoaded: '이 신경망이 사진에서 무엇을 혼동하는지 측정한 결과를 불러오지 못했습니다.',
    notChecked:
      '이 신경망의 혼동은 사진 신경망에도 물으면서 측정했습니다. 여기 있는 사진 전부나 일부는 사진 신경망에 묻지 않아 확실한 답이 달라지므로 그 보정이 맞지 않습니다. 사진 신경망에도 물으면 비율을 보정합니다.',
    mistakesNamed:
      '직접 종류를 정한 사진은 대부분 답이 틀렸던 사진입니다. 이것을 바로잡은 뒤 남은 답은 이 신경망의 평소 답보다 더 자주 맞으므로, 측정한 혼동대로 계산하면 비율이 과하게 보정됩니다. 검토 화면에서처럼 맞은 답도 확인하면 비율을 보정합니다.',
    unseen: (p) =>
      `이 신경망을 측정한 사진에는 ${list(p.names)} 사진이 없었는데, 여기서는 ${percent(p.most, 0)}가 넘는 사진에 그런 답이 나왔습니다. 그 가운데 얼마나 틀렸는지는 알 수 없습니다.`,
    joined: (p) =>
      `이 신경망을 측정한 사진에서는 ${list(p.names)} 구분이 없었는데 여기서는 따로 세고 있습니다.`,
    remedy: (p) =>
      `다음과 같이 세면 비율을 보정할 수 있습니다: ${[
        p.together.length > 0 && `${list(p.together)} 함께 세기`,
        p.leftOut.length > 0 && `${list(p.leftOut)} 제외`,
      ]
        .filter(Boolean)
        .join(', ')}.`,
    apply: '이렇게 세기',
  },
  labels: { Shoes: '신발' },
  time: {
    title: '시간에 따른 변화',
    help: '종류가 정해진 사진 가운데 센 그대로의 비율과 95% 구간입니다. 빈 곳은 사진이 없는 기간입니다.',
    none: '날짜가 있는 사진이 없어 시간에 따른 변화는 알 수 없습니다.',
    chart: (p) =>
      `${p.name}, 사진이 있는 기간 ${count(p.periods)}개: ${p.first}에서 ${p.last}까지.`,
    single: (p) => `${p.name}: 하나뿐인 기간에 ${p.share}.`,
    chartForecast: (p) => `예측 ${p.share}, ${p.interval}.`,
    table: '기간별 비율',
    correctedTable: '기간별로 신경망의 혼동을 보정한 비율과 95% 구간',
    period: '기간',
    photos: '사진',
    noPhotos: '사진 없음',
    undated: '날짜 없음',
    forecast: (p) => `예측: ${p.period}`,
    forecastPhotos: (p) => `${count(p.photos)}장일 때`,
    legend: { counted: '비율과 95% 구간', forecast: '예측 (센 값 아님)' },
    forecastText: (p) =>
      `속이 빈 점과 마지막 줄은 센 값이 아니라 ${p.period}의 예측입니다. 그때 ${photos(p.photos)}을 센다면, 지금까지의 흐름이 이어질 때 100번 중 95번은 비율이 구간 안에 듭니다. 계절은 고려하지 않습니다.`,
    forecastOfAnswers:
      '직접 정한 사진이 많고 적은 기간을 똑같이 다루기 위해, 종류를 직접 정한 사진도 신경망의 답으로 예측합니다.',
    tooFew: (p) =>
      `예측 없음: 사진이 있는 기간이 ${count(p.needed)}개 필요한데 ${count(p.periods)}개뿐입니다.`,
  },
  change: {
    title: '두 기간 비교',
    help: '두 기간을 비교합니다. 여러 종류를 한꺼번에 보므로, 차이가 더 뚜렷해야 변화로 봅니다.',
    basis: {
      counted: '센 그대로의 비율을 비교합니다.',
      names: '두 기간의 사진이 모두 직접 정한 것이므로, 정한 종류를 비교합니다.',
      answers:
        '종류를 직접 정한 사진도 신경망의 답으로 비교합니다. 사람이 신경망보다 더 자주 맞으므로, 직접 정한 사진이 많은 기간은 그것만으로도 달라 보이기 때문입니다.',
    },
    needsTwo: '비교하려면 사진이 있는 기간이 둘 필요합니다.',
    table: '비율의 변화',
    before: '이전',
    after: '이후',
    category: '종류',
    difference: '차이 (퍼센트포인트)',
    points: (p) => `${p.value > 0 ? '+' : ''}${decimal(p.value * 100, 1)}`,
    pointsInterval: (p) => `${decimal(p.low * 100, 1)}~${decimal(p.high * 100, 1)}`,
    chance: 'p',
    tiny: '0.001 미만',
    verdict: '판정',
    verdicts: {
      up: '▲ 증가',
      down: '▼ 감소',
      chance: '우연일 수 있음',
      tooFew: '사진 부족',
    },
  },
  rules: {
    title: '나의 종류',
    help: '함께 세고 싶은 것에 같은 이름을 적으세요. 이 브라우저에 저장됩니다.',
    as: '셀 이름',
    countAs: (p) => `${p.name}: 셀 이름`,
    leaveOut: '제외',
    leaveOutName: (p) => `${p.name} 제외`,
    reset: '모두 되돌리기',
    file: rulesFile,
    group: (p) => `${p.name}: ${list(p.classes)}.`,
    without: (p) => `제외: ${list(p.classes)}.`,
    wereReset: '나의 종류를 처음부터 다시 정합니다',
    wereResetBody: '이 브라우저에 저장된 내용을 읽을 수 없었습니다.',
  },
  method: {
    title: '방법과 한계',
    counted:
      '사진은 사람이 정한 종류로, 없으면 신경망이 가장 가능성 높다고 본 종류로 셉니다. 비율의 구간은 윌슨(Wilson), 차이의 구간은 뉴컴(Newcombe)의 방법이며, 차이가 우연일 수 있는지는 피셔의 정확 검정과 홀름(Holm) 보정으로 확인합니다.',
    corrected:
      '보정 비율을 구할 때는, 측정한 사진에서 각 종류의 사진이 어떤 답(확신 기준 미만 포함)을 얼마의 확률로 받는지 보고, 지금 사진들의 답이 가장 그럴듯해지는 비율을 찾습니다(doi.org/10.1162/089976602753284446, 종류가 둘이면 Rogan, Gladen 1978). 구간은 지금 사진과 측정한 사진을 모두 거듭 다시 뽑아(베이즈 부트스트랩, Rubin 1981) 구하므로 두 가지 불확실성이 모두 들어 있습니다. 사람이 정한 사진은 그대로 세며, 나머지 사진의 비율을 구하는 데에도 씁니다. 확신이 낮은 답부터 차례로 정했어도 괜찮습니다. 그러나 틀린 답을 골라 고쳤다면 비율이 과하게 보정됩니다. 확신 기준 미만의 답은 어느 종류도 아닌 사진에도 나오므로, 그것만으로는 종류에 대해 아무것도 말해 주지 않는다고 봅니다. 그런 사진을 신경망이 어떤 종류라고 확신하면 보정 비율이 흐트러집니다.',
    limits:
      '구간은 사진 수에 따른 우연을 나타낼 뿐, 사진이 모든 고객을 대표하는지는 알려 주지 않습니다. 카메라가 날짜를 적지 않은 사진에는 파일 날짜를 쓰기도 하는데, 복사한 날일 수 있습니다. 조명이 바뀌는 등 신경망의 혼동이 달라지면 옷차림이 변한 것처럼 보일 수 있습니다.',
  },
} satisfies ReportMessages;

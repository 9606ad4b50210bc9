/** How far a dossier has come. Instants are ISO 8601. */
export interface Progress {
  readonly dossierCode: string;
  readonly procedureName: string | null;
  readonly agencyName: string | null;
  readonly state: string;
  readonly submittedAt: string;
  readonly acceptedAt: string | null;
  readonly appointmentAt: string | null;
  /** Computed from a year whose days off were not announced then. */
  readonly appointmentProvisional: boolean;
  readonly dueAt: string | null;
  readonly dueProvisional: boolean;
  readonly completedAt: string | null;
  readonly returnedAt: string | null;
}

export type LookUpResult =
  | { readonly kind: 'found'; readonly progress: Progress }
  /** No dossier has this code and this secret. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'unavailable' };

const MINUTE_S = 60;

/** Asks intake. In the body, so that neither code nor secret stands in an address. Never rejects. */
export async function lookUp(dossierCode: string, secret: string, ask: typeof fetch = fetch): Promise<LookUpResult> {
  try {
    const response = await ask('/api/intake/look-ups', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ dossierCode, secret }),
    });
    if (response.ok) {
      const { dossier } = (await response.json()) as { readonly dossier: Progress | null };
      return dossier === null ? { kind: 'failed' } : { kind: 'found', progress: dossier };
    }
    if (response.status === 429) {
      return { kind: 'limited', retryAfterSeconds: Number(response.headers.get('retry-after')) || MINUTE_S };
    }
    return { kind: response.status === 400 ? 'failed' : 'unavailable' };
  } catch {
    return { kind: 'unavailable' };
  }
}

/** What the page says where no dossier can be shown. */
export function messageOf(result: Exclude<LookUpResult, { kind: 'found' }>): string {
  switch (result.kind) {
    case 'failed':
      return 'Không có hồ sơ nào khớp với mã và số đã nhập. Hãy xem lại giấy tiếp nhận.';
    case 'limited':
      return `Đã nhập sai quá nhiều lần. Hãy thử lại sau ${Math.ceil(result.retryAfterSeconds / MINUTE_S)} phút.`;
    case 'unavailable':
      return 'Hệ thống chưa trả lời. Hãy thử lại sau ít phút.';
  }
}

export interface Milestone {
  readonly title: string;
  readonly at: string;
  /** It may still move: the days off of its year were not announced when it was computed. */
  readonly provisional: boolean;
}

/** What has happened and what is promised, in order; what is not known is left out. */
export function milestonesOf(progress: Progress): readonly Milestone[] {
  const { submittedAt, acceptedAt, appointmentAt, dueAt, completedAt, returnedAt } = progress;
  const { appointmentProvisional, dueProvisional } = progress;
  const isMoved = dueAt !== null && dueAt !== appointmentAt;
  const all: readonly (readonly [title: string, at: string | null, provisional?: boolean])[] = [
    ['Nộp hồ sơ', submittedAt],
    ['Tiếp nhận', acceptedAt],
    ['Hẹn trả kết quả', appointmentAt, dueAt === appointmentAt ? dueProvisional : appointmentProvisional],
    ['Hạn trả kết quả hiện nay', isMoved ? dueAt : null, dueProvisional],
    ['Xử lý xong', completedAt],
    ['Trả kết quả', returnedAt],
  ];
  return all.flatMap(([title, at, provisional = false]) => (at === null ? [] : [{ title, at, provisional }]));
}

const instant = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hourCycle: 'h23',
});

/** "10:00 15/02/2024" in the province. */
export function instantText(iso: string): string {
  const parts = new Map(instant.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  const [hour, minute, day, month, year] = ['hour', 'minute', 'day', 'month', 'year'].map((type) =>
    parts.get(type as never),
  );
  return `${hour}:${minute} ${day}/${month}/${year}`;
}

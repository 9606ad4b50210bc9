import { useEffect, useRef, useState, type FormEvent, type JSX } from 'react';
import { provinceFallback, rootOf } from '../api/agency-directory.js';
import { useAgencies } from '../api/use-agencies.js';

import { instantText, lookUp, messageOf, milestonesOf, type LookUpResult, type Progress } from './look-up.js';
import './look-up.css';
import type { SlipLink } from './slip-link.js';

/** Where applicants see how far their dossier has come: by the slip's QR code, or by its code and their phone. */
export function LookUpPage({ slip }: { readonly slip: SlipLink | null }): JSX.Element {
  const [dossierCode, setDossierCode] = useState(slip?.dossierCode ?? '');
  const [digits, setDigits] = useState('');
  const [result, setResult] = useState<LookUpResult | 'asking' | null>(null);
  const asked = useRef(false);

  const ask = async (code: string, secret: string): Promise<void> => {
    setResult('asking');
    setResult(await lookUp(code, secret));
  };
  useEffect(() => {
    if (slip === null || asked.current) return;
    asked.current = true;
    void ask(slip.dossierCode, slip.token);
  }, [slip]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void ask(dossierCode, digits);
  };

  return (
    <>
      <Head />
      <main className="look-up">
        <h1>Tra cứu hồ sơ</h1>
        <form onSubmit={submit} data-testid="look-up-form">
          <label>
            Mã hồ sơ
            <input
              name="dossierCode"
              value={dossierCode}
              onChange={({ target }) => setDossierCode(target.value)}
              placeholder="000.00.17.H06-240127-0001"
              autoCapitalize="characters"
              autoComplete="off"
              spellCheck={false}
              maxLength={64}
              required
            />
          </label>
          <label>
            4 số cuối điện thoại của chủ hồ sơ
            <input
              name="digits"
              value={digits}
              onChange={({ target }) => setDigits(target.value)}
              inputMode="numeric"
              autoComplete="off"
              pattern="\d{4}"
              maxLength={4}
              title="4 chữ số"
              required
            />
          </label>
          <button type="submit" disabled={result === 'asking'}>
            {result === 'asking' ? 'Đang tra cứu…' : 'Tra cứu'}
          </button>
        </form>
        <div role="status" data-testid="look-up-result" data-kind={typeof result === 'object' ? result?.kind : result}>
          {result !== null && typeof result === 'object' && <Outcome result={result} />}
        </div>
      </main>
      <nav className="look-up-ways">
        <a href="/wall" data-testid="look-up-wall">
          Số liệu giải quyết hồ sơ của tỉnh
        </a>
        <a href="/desk">Cán bộ đăng nhập</a>
      </nav>
    </>
  );
}

/** Whose page this is. */
function Head(): JSX.Element {
  const province = rootOf(useAgencies())?.name ?? provinceFallback;
  return (
    <header className="look-up-head">
      <a href="/" data-testid="look-up-province">
        <img src="/icon.svg" alt="" width="40" height="40" />
        {province.replace(' - ', ' – ')}
      </a>
    </header>
  );
}

function Outcome({ result }: { readonly result: LookUpResult }): JSX.Element {
  if (result.kind !== 'found') return <p className="look-up-fault">{messageOf(result)}</p>;
  return <Found progress={result.progress} />;
}

function Found({ progress }: { readonly progress: Progress }): JSX.Element {
  const { dossierCode, procedureName, agencyName, state } = progress;
  const milestones = milestonesOf(progress);
  return (
    <article className="look-up-found">
      <p className="look-up-code">{dossierCode}</p>
      <p className="look-up-state">{state}</p>
      {procedureName !== null && <p>{procedureName}</p>}
      {agencyName !== null && <p className="look-up-agency">{agencyName}</p>}
      <dl>
        {milestones.map(({ title, at, provisional }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {instantText(at)}
              {provisional && ' (tạm tính)'}
            </dd>
          </div>
        ))}
      </dl>
      {milestones.some(({ provisional }) => provisional) && (
        <p className="look-up-provisional">Thời gian tạm tính có thể thay đổi khi lịch nghỉ của năm được ban hành.</p>
      )}
    </article>
  );
}

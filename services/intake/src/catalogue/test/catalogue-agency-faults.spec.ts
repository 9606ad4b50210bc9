import { describe, expect, it } from '@jest/globals';
import { faultsOf, HEADER, lines, planOf, PROVINCE, SOUND, WARD } from './support/agency-files.js';

describe('a file of agencies', () => {
  it('is taken in when it is sound, in any order of columns, with a byte order mark and blank lines', () => {
    expect(planOf(lines(...SOUND))).toMatchObject({ faults: [], agencies: { unchanged: 0 } });
    expect(planOf(lines(...SOUND)).agencies.added).toHaveLength(4);
    const turned =
      'name,code,kind,parent,calendarId,validFrom,validUntil,successor\r\n,,,,,,,\r\n\r\nTỉnh,H06,PROVINCE,,';
    expect(planOf(`\uFEFF${turned}province,2022-01-01,,\r\n`)).toMatchObject({
      faults: [],
      agencies: { added: [{ code: 'H06', name: 'Tỉnh', parent: null, validUntil: null }] },
    });
  });

  it('reads a name the same in whatever Unicode form it was typed', () => {
    const [agency] = planOf(lines(PROVINCE.normalize('NFD'))).agencies.added;
    expect(agency?.name).toBe('Tỉnh'.normalize('NFC'));
  });

  it.each([
    ['is empty', '', [' /  /  / The file is empty.']],
    [
      'has its columns separated by semicolons',
      HEADER.replaceAll(',', ';'),
      ['1 /  /  / The columns are not separated by commas.'],
    ],
    [
      'has another header, each column of which is named',
      'code,name,kind,parent,calendar,validFrom,validUntil,name\n',
      [
        '1 / calendarId /  / The column is missing.',
        '1 / successor /  / The column is missing.',
        '1 /  / calendar / There is no column of this name.',
        '1 /  / name / The column is there twice.',
      ],
    ],
    [
      'is in UTF-16',
      new Uint8Array([0xff, 0xfe, 0x63, 0x00]),
      ['1 /  /  / The file is encoded in UTF-16, not in UTF-8.'],
    ],
    [
      'is in a code page of Windows, from the line on where it shows',
      new Uint8Array([
        ...new TextEncoder().encode(`${HEADER}\nH06,T`),
        0xec,
        ...new TextEncoder().encode('nh,PROVINCE'),
      ]),
      ['2 /  /  / From this line on the file is not encoded in UTF-8.'],
    ],
  ])('is refused as a whole when it %s', (_name, text, expected) => {
    expect(faultsOf(text)).toEqual(expected);
  });

  it('loses no more than the line to broken CSV, and accuses nobody who refers to it', () => {
    const text = lines(
      PROVINCE,
      'H06.1,"Sở,DEPARTMENT,H06',
      'H06.2,Sở "A",DEPARTMENT,H06',
      'H06.3,"Sở"B,x',
      'H06.4,Sở',
      WARD,
    );
    expect(faultsOf(text)).toEqual([
      '3 /  /  / The line is no CSV: a quotation mark is opened and never closed.',
      '4 /  /  / The line is no CSV: a quotation mark stands inside a cell without quotation marks.',
      '5 /  /  / The line is no CSV: text follows a closing quotation mark.',
      '6 /  / H06.4 / The line has 2 cells instead of 8.',
    ]);
  });

  it('counts lines as the file does, whatever cells of several lines stand before', () => {
    const text = lines(PROVINCE, '000.00.01.H06,"Sở\nNội vụ",DEPARTMENT,H06,province,2022-01-01,,', 'x');
    expect(faultsOf(text)).toEqual([
      '3 / name / Sở\nNội vụ / The text has a line break or tab in it.',
      '5 /  / x / The line has 1 cells instead of 8.',
    ]);
  });
});

describe('a row of an agency', () => {
  it.each([
    ['Sở \u200BNội vụ', 'It has an invisible character in it (U+200B, character 4).'],
    ['...', 'It has no letter in it.'],
  ])('is not named %j', (name, problem) => {
    const text = lines(PROVINCE, `000.00.01.H06,${name},DEPARTMENT,H06,province,2022-01-01,,`);
    expect(faultsOf(text)).toEqual([`3 / name / ${name} / ${problem}`]);
  });

  it('has every fault of every cell reported', () => {
    const text = lines(
      `31,${'x'.repeat(201)},WARD,H6,Province Calendar,01/01/2022,2025-02-30,?`,
      '000.00.01.H06,,DEPARTMENT,,province,0202-01-01,,',
    );
    expect(faultsOf(text)).toEqual([
      '2 / code / 31 / This is no agency code.',
      `2 / name / ${'x'.repeat(80)}… / The text has 201 characters.`,
      '2 / kind / WARD / The word is not known.',
      '2 / parent / H6 / This is no agency code.',
      '2 / calendarId / Province Calendar / This is no calendar.',
      '2 / validFrom / 01/01/2022 / This is no date.',
      '2 / validUntil / 2025-02-30 / This is no date.',
      '2 / successor / ? / This is no agency code.',
      '3 / name /  / The cell is empty.',
      '3 / validFrom / 0202-01-01 / The date is too far away.',
    ]);
  });

  it('says with each fault what to write instead', () => {
    const { faults } = planOf(lines('H06,Tỉnh,WARD,,province,1/1/2022,,'));
    expect(faults.map(({ remedy }) => remedy)).toEqual([
      'Write PROVINCE, DEPARTMENT, DISTRICT, COMMUNE or LAND_BRANCH.',
      'Write year-month-day, like 2025-07-01; set the column to "Text", or the spreadsheet rewrites dates.',
    ]);
  });

  it.each([
    [
      'a province under something',
      PROVINCE.replace('PROVINCE,', 'PROVINCE,H07'),
      'parent / H07 / The province has a parent.',
    ],
    [
      'an agency under nothing',
      'H06.1,Sở,DEPARTMENT,,province,2022-01-01,,',
      'parent /  / A DEPARTMENT hangs under nothing.',
    ],
    [
      'an end before the beginning',
      'H06.1,Sở,DEPARTMENT,H06,province,2022-01-01,2021-12-31,H06',
      'validUntil / 2021-12-31 / It would end before it begins on 2022-01-01.',
    ],
    [
      'a successor without an end',
      'H06.1,Sở,DEPARTMENT,H06,province,2022-01-01,,H06',
      'successor / H06 / There is a successor, but no end.',
    ],
    [
      'a successor that is itself',
      'H06.1,Sở,DEPARTMENT,H06,province,2022-01-01,2024-12-31,H06.1',
      'successor / H06.1 / It would succeed itself.',
    ],
  ])('does not go together with %s', (_name, row, expected) => {
    expect(faultsOf(lines('H06.9,x,DEPARTMENT,H06,province,2022-01-01,,', PROVINCE, row))).toContain(`4 / ${expected}`);
  });
});

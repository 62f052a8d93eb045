export interface Instruction {
  readonly keyword: string;
  /** `--from=build` is `['from', 'build']`. */
  readonly flags: ReadonlyMap<string, string>;
  readonly rest: string;
}

export interface BuildStage {
  readonly base: string;
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/** Reads a Dockerfile into its stages, in the file's order. */
export function parseDockerfile(text: string): BuildStage[] {
  const stages: { base: string; name: string; instructions: Instruction[] }[] = [];
  for (const line of logicalLines(text)) {
    const instruction = parseInstruction(line);
    if (instruction.keyword === 'FROM') {
      const [, base = '', name = ''] = /^(\S+)(?: as (\S+))?$/i.exec(instruction.rest) ?? [];
      if (base === '' || name === '') throw new Error(`every stage has a base and a name: ${line}`);
      stages.push({ base, name, instructions: [] });
    } else {
      const stage = stages.at(-1);
      if (stage === undefined) throw new Error(`before the first FROM: ${line}`);
      stage.instructions.push(instruction);
    }
  }
  return stages;
}

/** The exec form, which starts a program without a shell. */
export function execForm(rest: string): readonly string[] {
  const words = rest.startsWith('[') ? (JSON.parse(rest) as unknown[]) : [];
  if (words.length === 0 || !words.every((word) => typeof word === 'string')) {
    throw new Error(`not in exec form: ${rest}`);
  }
  return words;
}

function logicalLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function parseInstruction(line: string): Instruction {
  const [, keyword = '', after = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
  if (keyword === '') throw new Error(`not an instruction: ${line}`);
  const flags = new Map<string, string>();
  let rest = after;
  for (;;) {
    const [whole, name = '', value = ''] = /^--([\w-]+)=(\S+)\s+/.exec(rest) ?? [];
    if (whole === undefined) return { keyword: keyword.toUpperCase(), flags, rest };
    flags.set(name, value);
    rest = rest.slice(whole.length);
  }
}

import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuildContext } from './build-context.js';
import { programPath } from './machine.js';
import type { BuildStage } from './parse-dockerfile.js';
import { runProgram } from './run-program.js';
import { StageFolder } from './stage-folder.js';

/** A Dockerfile's stages, executed in folders that stand for their file systems. */
export class Image {
  private readonly stages = new Map<string, StageFolder>();

  private constructor(private readonly folder: string) {}

  static async build(stages: readonly BuildStage[], context: BuildContext): Promise<Image> {
    const folder = await mkdtemp(join(tmpdir(), 'image-'));
    // Whoever stands for the image's user has to reach it.
    await chmod(folder, 0o755);
    const image = new Image(folder);
    try {
      for (const stage of stages) await image.add(stage, context);
    } catch (error) {
      await image.discard();
      throw error;
    }
    return image;
  }

  /** What an engine would make the image of: the last stage. */
  get result(): StageFolder {
    const last = [...this.stages.values()].at(-1);
    if (last === undefined) throw new Error('the Dockerfile has no stage');
    return last;
  }

  /** As `read_only: true` does: from here on nobody writes, not even into the home folder of the image's user. */
  async seal(): Promise<void> {
    const { root, user } = this.result;
    await mkdir(join(root, 'home', user), { recursive: true });
    await this.permit('a-w', root);
  }

  async discard(): Promise<void> {
    await this.permit('u+w', this.folder);
    await rm(this.folder, { recursive: true, force: true });
  }

  private async permit(mode: string, folder: string): Promise<void> {
    const variables = { PATH: programPath };
    await runProgram(['chmod', '-R', mode, folder], { folder: '/', variables, limitMs: 60_000 });
  }

  private async add({ base, name, instructions }: BuildStage, context: BuildContext): Promise<void> {
    const folder = new StageFolder(join(this.folder, name), context, this.stages);
    await folder.begin(this.stages.get(base));
    for (const instruction of instructions) await folder.execute(instruction);
    this.stages.set(name, folder);
  }
}

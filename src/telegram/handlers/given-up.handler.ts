import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../jobs/background/job-handler.js';
import { callGivenUp, type GivenUp, updateGivenUp } from '../telegram.jobs.js';
import { givenUpView } from '../views/alert.view.js';
import { GeneralNotices } from './general-notices.js';

/** A defect of ours must not pass in silence: General hears what was put aside and where it lies. */
@Injectable()
@OnEvent(updateGivenUp, 'general')
@OnEvent(callGivenUp, 'general')
export class GivenUpHandler {
  constructor(private readonly general: GeneralNotices) {}

  async handle(given: GivenUp): Promise<void> {
    // An alert that cannot be sent to General must not raise another one.
    if (given.lane.startsWith('general:')) return;
    await this.general.tell(`given-up:${given.item}`, givenUpView(given));
  }
}

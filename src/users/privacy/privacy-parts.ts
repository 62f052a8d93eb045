import { ErasePerson } from './erase-person.use-case.js';
import { EraseTraces } from './erase-traces.job.js';
import { ErasedPeopleRepository } from './erased-people.repository.js';
import { PersonalDataQuery } from './personal-data.query.js';
import { PersonalDataSources } from './personal-data-sources.js';
import { ProfilePersonalData } from './profile.personal-data.js';

export const offeredPrivacy = [ErasePerson, PersonalDataQuery, PersonalDataSources];
export const privacyParts = [EraseTraces, ErasedPeopleRepository, ProfilePersonalData];

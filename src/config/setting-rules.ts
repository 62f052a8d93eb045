import {
  type ValidationArguments,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';

function urlOf(value: unknown): URL | undefined {
  return typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
}

@ValidatorConstraint()
export class IsPostgresUrl implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    const url = urlOf(value);
    return (
      url !== undefined && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1
    );
  }
  defaultMessage(): string {
    return 'must be a PostgreSQL URL with a database name (postgres://user:password@host:5432/name)';
  }
}

@ValidatorConstraint()
export class IsHttpsOrigin implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    const url = urlOf(value);
    return url?.protocol === 'https:' && url.pathname === '/' && url.search === '' && url.hash === '';
  }
  defaultMessage(): string {
    return 'must be an https origin without a path (https://bot.example.com)';
  }
}

@ValidatorConstraint()
export class IsHttpUrl implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return ['http:', 'https:'].includes(urlOf(value)?.protocol ?? '');
  }
  defaultMessage(): string {
    return 'must be an http or https URL';
  }
}

@ValidatorConstraint()
export class IsPort implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
  }
  defaultMessage(): string {
    return 'must be a port number from 0 to 65535';
  }
}

@ValidatorConstraint()
export class IsCountingNumber implements ValidatorConstraintInterface {
  validate(value: unknown, args: ValidationArguments): boolean {
    const [least, most] = args.constraints as [number, number];
    const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
    return number >= least && number <= most;
  }
  defaultMessage(args: ValidationArguments): string {
    const [least, most] = args.constraints as [number, number];
    return `must be a number from ${least} to ${most}`;
  }
}

@ValidatorConstraint()
export class AreDifferent implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return !Array.isArray(value) || new Set(value).size === value.length;
  }
  defaultMessage(): string {
    return 'must not name anything twice';
  }
}

@ValidatorConstraint()
export class IsTimeZone implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    try {
      new Intl.DateTimeFormat('en', { timeZone: String(value) });
      return true;
    } catch {
      return false;
    }
  }
  defaultMessage(): string {
    return 'must be an IANA time zone (Europe/Madrid, UTC)';
  }
}

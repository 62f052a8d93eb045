/** What owners change while the bot runs. Key → default; the value in the table wins. */
export const settingDefaults = {
  /** Credits that a new customer gets once. */
  welcome_credits: 10,
  /** Three steps that show new customers around, and the credits for having read them: 0 to 10000. */
  tutorial: false,
  tutorial_bonus: 0,
  message_cost_text: 1,
  message_cost_photo: 2,
  message_cost_document: 2,
  message_cost_video: 3,
  message_cost_voice: 5,
  message_cost_other: 1,
  /** The balance that fills the bar of /balance. */
  balance_bar_max: 100,
  low_balance: 5,
  critical_balance: 2,
  /** Days before a plan renews by itself on which its customer is reminded: 0 (never) to 14. */
  renewal_reminder_days: 0,
  /** So many open or lost disputes, and a customer can buy nothing more until an administrator allows it; 0: never. */
  block_after_disputes: 2,
  /**
   * Payment pages that a customer can open within an hour without paying; a page that is open already does not count
   * again. Everybody who shops stays far below; whoever tries out stolen cards needs many.
   */
  new_pages_per_hour: 40,
  /**
   * Messages that a customer can send within a minute; what is above is neither passed on nor charged: 0 (never) to 600.
   * Telegram lets people forward a hundred messages at once, and that is no flood.
   */
  flood_limit: 0,
  /** Before the first messages of somebody unknown cross: `off`: nothing; `captcha`: a question; `hold`: a moderator. */
  first_contact: 'off' as 'off' | 'captcha' | 'hold',
  /** Days for which those messages are kept: 1 to 90. */
  first_contact_days: 7,
  /** `copy`: user messages are copied, forwarded ones forwarded; `forward`: everything is forwarded. */
  relay_mode: 'copy' as 'copy' | 'forward',
  /** When people answer, e.g. `Mo-Fr 09:00-18:00; Sa 10:00-14:00` in TIME_ZONE (`parseBusinessHours`); empty: always. */
  business_hours: '',
  /** Minutes of business hours without an answer, after which General hears of a customer: 0 (never) to 10080. */
  escalate_after_minutes: 0,
  /** Tells customers that their message has arrived: at first contact, and after a day without one. */
  acknowledge_messages: false,
  /** What they read then, in each language; empty: our own words. At most 1000 UTF-16 units. */
  acknowledgement_en: '',
  acknowledgement_es: '',
  acknowledgement_ru: '',
  /** Tells customers who write outside business hours when people answer again, once per closed time. */
  away_notice: true,
  /** What they read then, in each language; `{opens}` is the next opening; empty: our own words. */
  away_text_en: '',
  away_text_es: '',
  away_text_ru: '',
  /** After a conversation was closed the customer is asked how it was, once a week at most. */
  ask_for_rating: false,
  /** Hours of silence after our last message, after which a conversation closes by itself: 0 (never) to 8760. */
  auto_close_hours: 0,
};

export type Settings = Readonly<typeof settingDefaults>;
export type SettingKey = keyof Settings;

<?php
/* A report as an object: the format's keys in camelCase, lists as arrays, times as the library writes them. */
declare(strict_types=1);

namespace Homevisit;

/**
 * What a check, status or audit says. It needs neither its policy nor its visit any more.
 *
 * @property-read object{id: string, version: string}                  $policy
 * @property-read string                                               $visit
 * @property-read string|null                                          $at
 * @property-read object{phase: string, place: string, contact: string} $state
 * @property-read list<object>  $duties    rule, clauses, force, message, do, by, since, due, status, metAt, …
 * @property-read list<object>  $notices   kind, and reviewDue or setting
 * @property-read string        $event     of a check
 * @property-read string        $decision  of a check or an audit: allow, warn, unknown, deny or impossible
 * @property-read list<object>  $findings  of a check: rule, clauses, force, outcome, message, assumed, because, missing
 * @property-read list<string>  $missing   of a check
 * @property-read bool          $silent    of a check
 * @property-read list<object>  $checklist of a check or a status: rule, clauses, force, message, item, before
 * @property-read list<object>  $advice    of a check or a status: rule, clauses, force, message
 * @property-read string|null   $nextDue   of a status
 * @property-read list<object>  $options   of a status: event, decision, rules, missing, silent
 * @property-read list<object>  $steps     of an audit: index, at, event, decision, findings, missing, silent
 * @property-read object        $summary   of an audit: broken, warned, unknown, overdue, late, missed, impossible
 */
final class Report implements \JsonSerializable, \Stringable
{
    private readonly object $data;

    /**
     * @internal
     * @param string $json the report's text, the very bytes that every language gives
     */
    public function __construct(public readonly string $json)
    {
        $this->data = self::renamed(json_decode($json, false, 512, JSON_THROW_ON_ERROR));
    }

    /** @internal */
    public static function of(\HomevisitOutcomeHandle $outcome): self
    {
        $report = $outcome->take_report();
        return new self(Outcome::settle(surface_report_json($report), HomevisitException::class)->text());
    }

    /** Renames the keys, all but those inside a fact's value, which is the visit's own. */
    private static function renamed(mixed $value): mixed
    {
        if (is_array($value)) {
            return array_map(self::renamed(...), $value);
        }
        if (!$value instanceof \stdClass) {
            return $value;
        }
        $renamed = new \stdClass();
        foreach (get_object_vars($value) as $key => $member) {
            $name = lcfirst(str_replace('_', '', ucwords((string) $key, '_')));
            $renamed->$name = $key === 'value' ? $member : self::renamed($member);
        }
        return $renamed;
    }

    public function __get(string $name): mixed
    {
        if (!property_exists($this->data, $name)) {
            throw new \OutOfBoundsException("this report has no '$name'");
        }
        return $this->data->$name;
    }

    public function __isset(string $name): bool
    {
        return isset($this->data->$name);
    }

    /** @return array<string, mixed> the report with the format's own keys */
    public function toArray(): array
    {
        return json_decode($this->json, true, 512, JSON_THROW_ON_ERROR);
    }

    public function jsonSerialize(): mixed
    {
        return json_decode($this->json, false, 512, JSON_THROW_ON_ERROR);
    }

    public function __toString(): string
    {
        return $this->json;
    }
}

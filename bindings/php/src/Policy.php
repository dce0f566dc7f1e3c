<?php
/* A policy: what a school asks, loaded and checked; and the questions that are put to it. */
declare(strict_types=1);

namespace Homevisit;

final class Policy
{
    use Held;

    /**
     * Reads a profile: JSON text, or the same as an array or object.
     *
     * @param string|array<mixed>|object           $document
     * @param string|null                          $name     what problems call the document
     * @param iterable<string|array<mixed>|object> $bases    policies that it may extend, tried before the bundled ones
     * @param array<string, int>                   $limits   'maxRules' => 500
     * @throws PolicyException
     */
    public static function load(
        string|array|object $document,
        ?string $name = null,
        iterable $bases = [],
        array $limits = [],
    ): self {
        $outcome = surface_policy_load(Documents::text($document), Documents::options($name, $bases, $limits));
        return new self(Outcome::settle($outcome, PolicyException::class)->take_policy());
    }

    /**
     * Reads a profile from a file, whose name stands in the problems.
     *
     * @param iterable<string|array<mixed>|object> $bases
     * @param array<string, int>                   $limits
     * @throws PolicyException
     */
    public static function fromFile(string $path, iterable $bases = [], array $limits = []): self
    {
        return self::load(Documents::file($path), $path, $bases, $limits);
    }

    /**
     * Loads a profile that the library carries.
     *
     * @param iterable<string|array<mixed>|object> $bases
     * @throws PolicyException for an unknown id, with the nearest one
     */
    public static function bundled(string $id, iterable $bases = []): self
    {
        $outcome = surface_policy_bundled($id, Documents::options(null, $bases, []));
        return new self(Outcome::settle($outcome, PolicyException::class)->take_policy());
    }

    public function id(): string
    {
        return $this->handle()->id();
    }

    public function version(): string
    {
        return $this->handle()->version();
    }

    public function title(): string
    {
        return $this->handle()->title();
    }

    public function ruleCount(): int
    {
        return $this->handle()->rule_count();
    }

    /**
     * May this event happen now?
     *
     * @param string|array<mixed>|object $event
     * @throws VisitException where the event cannot be used
     */
    public function check(Visit $visit, string|array|object $event): Report
    {
        $outcome = surface_check($this->handle(), $visit->handle(), Documents::text($event));
        return Report::of(Outcome::settle($outcome, VisitException::class));
    }

    /**
     * Where does the visit stand at `$at` (a text is in RFC 3339), or at its last event?
     *
     * @throws VisitException
     */
    public function status(Visit $visit, \DateTimeInterface|string|null $at = null): Report
    {
        $outcome = surface_status($this->handle(), $visit->handle(), ...Documents::seconds($at));
        return Report::of(Outcome::settle($outcome, VisitException::class));
    }

    /**
     * The whole record, replayed; duties as they are at `$at`, or at the last event.
     *
     * @throws VisitException
     */
    public function audit(Visit $visit, \DateTimeInterface|string|null $at = null): Report
    {
        $outcome = surface_audit($this->handle(), $visit->handle(), ...Documents::seconds($at));
        return Report::of(Outcome::settle($outcome, VisitException::class));
    }

    /**
     * Audits visits as they come, one at a time: Visits or documents. The keys stay. One that cannot be used goes to
     * `$onError`, or ends the stream with its exception.
     *
     * @param iterable<mixed, Visit|string|array<mixed>|object> $visits
     * @param (callable(VisitException, mixed): void)|null      $onError
     * @return \Generator<mixed, Report>
     * @throws VisitException
     */
    public function auditMany(
        iterable $visits,
        \DateTimeInterface|string|null $at = null,
        ?callable $onError = null,
    ): \Generator {
        foreach ($visits as $key => $visit) {
            try {
                $report = $this->audit($visit instanceof Visit ? $visit : Visit::load($visit), $at);
            } catch (VisitException $error) {
                if ($onError === null) {
                    throw $error;
                }
                $onError($error, $visit);
                continue;
            }
            yield $key => $report;
        }
    }

    /** The policy for people: markdown, html (a page) or json. */
    public function show(string $format = 'markdown'): string
    {
        return Outcome::settle(surface_policy_show($this->handle(), $format), PolicyException::class)->text();
    }

    /** A time as the policy's own clock shows it: 2026-03-30T10:10:00+01:00. */
    public function localTime(\DateTimeInterface|string $at): string
    {
        [, $seconds] = Documents::seconds($at);
        return Outcome::settle(surface_time_write_local($this->handle(), $seconds), VisitException::class)->text();
    }
}

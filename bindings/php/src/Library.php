<?php
/* What needs no object: answers in one call, tools for who writes policy, what the library says of itself. */
declare(strict_types=1);

namespace Homevisit;

final class Library
{
    /* To the extension an empty text is no time at all. One that was given is refused, as a blank is. */
    private const EMPTY_TIME = ' ';

    /**
     * From text to text: `$question` is check, status or audit, `$policy` a profile or a bundled id. Gives the report's
     * JSON or, where the input cannot be used, `{"problems": […]}`: nothing is thrown for input.
     *
     * @param string|array<mixed>|object           $policy
     * @param string|array<mixed>|object           $visit
     * @param string|array<mixed>|object|null      $event
     * @param iterable<string|array<mixed>|object> $bases
     */
    public static function answer(
        string $question,
        string|array|object $policy,
        string|array|object $visit,
        string|array|object|null $event = null,
        ?string $at = null,
        iterable $bases = [],
    ): string {
        $outcome = surface_answer(
            $question,
            Documents::text($policy),
            Documents::text($visit),
            $event === null ? '' : Documents::text($event),
            $at === '' ? self::EMPTY_TIME : (string) $at,
            Documents::options(null, $bases, []),
        );
        $text = $outcome?->text() ?? '';
        return $text !== '' ? $text : Outcome::settle($outcome, HomevisitException::class)->text();
    }

    /**
     * Everything that is wrong with a profile, and what is doubtful. When its review is due counts with `$today`.
     *
     * @param string|array<mixed>|object           $document
     * @param iterable<string|array<mixed>|object> $bases
     * @return list<Problem>
     */
    public static function validate(
        string|array|object $document,
        \DateTimeInterface|string|null $today = null,
        ?string $name = null,
        iterable $bases = [],
    ): array {
        [$given, $seconds] = Documents::seconds($today);
        $options = Documents::options($name, $bases, []);
        $outcome = surface_policy_validate(Documents::text($document), $given, $seconds, $options);
        try {
            $problems = json_decode(Outcome::settle($outcome, PolicyException::class)->problems(), true)['problems'];
        } catch (PolicyException $error) {
            return $error->problems;
        }
        $severity = static fn (int $index): string => $outcome->is_warning($index) ? 'warning' : 'error';
        return array_map(
            static fn (int $index): Problem => new Problem(...$problems[$index], severity: $severity($index)),
            array_keys($problems),
        );
    }

    /**
     * Runs a profile's cases; left out, the bundled ones of its id. `$format` is text, json or junit.
     *
     * @param string|array<mixed>|object      $policy
     * @param string|array<mixed>|object|null $cases
     * @return array{passed: bool, text: string}
     * @throws PolicyException
     */
    public static function testPolicy(
        string|array|object $policy,
        string|array|object|null $cases = null,
        string $format = 'text',
    ): array {
        $given = $cases === null ? '' : Documents::text($cases);
        $outcome = Outcome::settle(
            surface_policy_test(Documents::text($policy), $given, $format, null),
            PolicyException::class,
        );
        return ['passed' => $outcome->number() === 1, 'text' => $outcome->text()];
    }

    /** The text of a starting point for a school's own profile. */
    public static function newPolicy(string $id, string $base = 'standard'): string
    {
        return Outcome::settle(surface_policy_new($id, $base), HomevisitException::class)->text();
    }

    /**
     * Where policies, at least two, decide differently on one visit: json or text.
     *
     * @param iterable<Policy> $policies
     * @throws VisitException
     */
    public static function compare(
        iterable $policies,
        Visit $visit,
        \DateTimeInterface|string|null $at = null,
        string $format = 'json',
    ): string {
        [$given, $seconds] = Documents::seconds($at);
        $handle = new \HomevisitPoliciesHandle();
        foreach ($policies as $policy) {
            Outcome::checkCode($handle->add($policy->handle()));
        }
        $outcome = surface_compare($handle, $visit->handle(), $given, $seconds, $format);
        return Outcome::settle($outcome, VisitException::class)->text();
    }

    /** The JSON Schema of a policy, visit, report or cases document. */
    public static function schema(string $document): string
    {
        return Outcome::settle(surface_schema($document), HomevisitException::class)->text();
    }

    /**
     * The names of a vocabulary (event, role, …; vocabularies has them all), each with a sentence.
     *
     * @return array<string, string>
     */
    public static function vocabulary(string $name): array
    {
        $words = [];
        for ($i = 0, $count = surface_vocabulary_count($name); $i < $count; $i++) {
            $words[surface_vocabulary_name($name, $i)] = surface_vocabulary_doc($name, $i);
        }
        return $words;
    }

    /** @return list<string> the ids of the profiles that the library carries */
    public static function bundledPolicies(): array
    {
        $ids = [];
        while (($id = surface_bundled_id(count($ids))) !== '') {
            $ids[] = $id;
        }
        return $ids;
    }

    /** A bundled profile's own text; '' for an unknown id. */
    public static function bundledText(string $id): string
    {
        return Outcome::settle(surface_bundled_text($id), HomevisitException::class)->text();
    }

    /** A bundled profile's cases; '' where it has none. */
    public static function bundledCases(string $id): string
    {
        return Outcome::settle(surface_bundled_cases($id), HomevisitException::class)->text();
    }

    /** Reads a time in RFC 3339 with an offset. @throws VisitException */
    public static function readTime(string $text): \DateTimeImmutable
    {
        return Documents::moment(Documents::seconds($text)[1]);
    }

    /** The library's version. */
    public static function version(): string
    {
        return surface_version();
    }

    /** @return array{int, int} the first and the last of the documents' format numbers that it reads */
    public static function formats(): array
    {
        return [surface_format_first(), surface_format_last()];
    }

    /** For tests: allocations of the library in this process that are not released yet. */
    public static function liveAllocations(): int
    {
        return surface_live_allocations();
    }
}

<?php
/* What users may hand in (text, arrays, objects, files, times, options), made into what the extension takes. */
declare(strict_types=1);

namespace Homevisit;

/** @internal */
final class Documents
{
    private const LIMITS = [
        'maxBytes' => 'max_bytes', 'maxDepth' => 'max_depth', 'maxEvents' => 'max_events', 'maxStaff' => 'max_staff',
        'maxRules' => 'max_rules', 'maxConditionNodes' => 'max_condition_nodes',
    ];

    /**
     * A document: text as it is, an array or object as JSON. An empty array is a list; an empty object is (object) [].
     *
     * @param string|array<mixed>|object $document
     */
    public static function text(string|array|object $document): string
    {
        if (is_string($document)) {
            return $document;
        }
        try {
            $plain = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION;
            return json_encode(self::withTimes($document), $plain | JSON_THROW_ON_ERROR);
        } catch (\JsonException $error) {
            throw new \InvalidArgumentException('the document has no JSON: ' . $error->getMessage(), 0, $error);
        }
    }

    private static function withTimes(mixed $value): mixed
    {
        return match (true) {
            $value instanceof \DateTimeInterface => self::timeText($value),
            is_array($value) => array_map(self::withTimes(...), $value),
            $value instanceof \stdClass => (object) array_map(self::withTimes(...), (array) $value),
            default => $value,
        };
    }

    /** A time as documents have it: UTC, the second that it lies in. */
    private static function timeText(\DateTimeInterface $time): string
    {
        return Outcome::settle(surface_time_write($time->getTimestamp()), VisitException::class)->text();
    }

    /**
     * A time as the library counts it.
     *
     * @return array{int, int} whether there is one, and the seconds since 1970
     */
    public static function seconds(\DateTimeInterface|string|null $at): array
    {
        if ($at === null) {
            return [0, 0];
        }
        $text = is_string($at) ? $at : self::timeText($at);
        return [1, Outcome::settle(surface_time_read($text), VisitException::class)->number()];
    }

    /** A moment in UTC. */
    public static function moment(int $seconds): \DateTimeImmutable
    {
        return new \DateTimeImmutable('@' . $seconds);
    }

    /**
     * @param iterable<string|array<mixed>|object> $bases  policies that others may extend
     * @param array<string, int>                   $limits 'maxEvents' => 5000
     */
    public static function options(?string $name, iterable $bases, array $limits): \HomevisitOptionsHandle
    {
        $options = new \HomevisitOptionsHandle();
        if ($name !== null) {
            Outcome::checkCode($options->document($name));
        }
        foreach ($bases as $base) {
            Outcome::checkCode($options->add_base(self::text($base)));
        }
        foreach ($limits as $limit => $value) {
            if (!isset(self::LIMITS[$limit])) {
                throw new \InvalidArgumentException("there is no limit '$limit'");
            }
            Outcome::checkCode($options->limit(self::LIMITS[$limit], $value));
        }
        return $options;
    }

    /** A file's bytes. */
    public static function file(string $path): string
    {
        $text = @file_get_contents($path);
        if ($text === false) {
            throw new \RuntimeException("cannot read $path: " . (error_get_last()['message'] ?? 'no reason is known'));
        }
        return $text;
    }
}

<?php
/* The one place where an outcome of the library becomes a value or an exception. */
declare(strict_types=1);

namespace Homevisit;

/** @internal */
final class Outcome
{
    private const MEMORY = -6;
    private const ARGUMENT = -8;

    /**
     * Gives the outcome back where it is a success, and throws what went wrong otherwise. PHP frees it with its last
     * reference.
     *
     * @param class-string<HomevisitException> $refused
     */
    public static function settle(?\HomevisitOutcomeHandle $outcome, string $refused): \HomevisitOutcomeHandle
    {
        $code = $outcome === null ? self::MEMORY : $outcome->code();
        return match ($code) {
            0 => $outcome,
            self::MEMORY => throw new \RuntimeException('homevisit: out of memory'),
            self::ARGUMENT => throw new \InvalidArgumentException($outcome->message()),
            default => throw new $refused($outcome->message(), $outcome->problems()),
        };
    }

    /** Throws where a call that gives a mere code did not succeed. */
    public static function checkCode(int $code): void
    {
        if ($code === self::MEMORY) {
            throw new \RuntimeException('homevisit: out of memory');
        }
        if ($code !== 0) {
            throw new \InvalidArgumentException(surface_code_text($code));
        }
    }
}

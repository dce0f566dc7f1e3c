<?php
/* One thing that is wrong with a document. */
declare(strict_types=1);

namespace Homevisit;

final class Problem
{
    /**
     * @param string      $kind       syntax, schema, name, type, limit, io or memory
     * @param string      $code       a stable word for the message, listed in docs/problems.md
     * @param int|null    $line       from 1; null where the document has no text
     * @param int|null    $column     from 1, in characters
     * @param string      $pointer    a JSON Pointer (RFC 6901); '' is the whole document
     * @param string|null $suggestion the nearest right name
     * @param string      $severity   error, or warning: of Library::validate() only
     */
    public function __construct(
        public readonly string $kind,
        public readonly string $code,
        public readonly ?string $file,
        public readonly ?int $line,
        public readonly ?int $column,
        public readonly string $pointer,
        public readonly string $message,
        public readonly ?string $suggestion,
        public readonly string $severity = 'error',
    ) {
    }

    /**
     * @internal
     * @return list<self> of `{"problems": […]}`
     */
    public static function listOf(string $json): array
    {
        $decoded = json_decode($json, true, 512, JSON_THROW_ON_ERROR);
        return array_map(static fn (array $problem): self => new self(...$problem), $decoded['problems']);
    }
}

<?php
/* A visit: the record of what happened, which grows by events. */
declare(strict_types=1);

namespace Homevisit;

final class Visit
{
    use Held;

    /**
     * Reads a record: JSON text, or the same as an array or object.
     *
     * @param string|array<mixed>|object $document
     * @param string|null                $name     what problems call the document
     * @param array<string, int>         $limits   'maxEvents' => 5000
     * @throws VisitException
     */
    public static function load(string|array|object $document, ?string $name = null, array $limits = []): self
    {
        $outcome = surface_visit_load(Documents::text($document), Documents::options($name, [], $limits));
        return new self(Outcome::settle($outcome, VisitException::class)->take_visit());
    }

    /**
     * Reads a record from a file, whose name stands in the problems.
     *
     * @param array<string, int> $limits
     * @throws VisitException
     */
    public static function fromFile(string $path, array $limits = []): self
    {
        return self::load(Documents::file($path), $path, $limits);
    }

    /** Begins a record without events. */
    public static function create(string $id): self
    {
        return new self(Outcome::settle(surface_visit_new($id, null), VisitException::class)->take_visit());
    }

    /**
     * Adds an event; where it cannot be used, the record stays as it was.
     *
     * @param string|array<mixed>|object $event
     * @throws VisitException
     */
    public function append(string|array|object $event): static
    {
        Outcome::settle(surface_visit_append($this->handle(), Documents::text($event)), VisitException::class);
        return $this;
    }

    public function id(): string
    {
        return $this->handle()->id();
    }

    public function eventCount(): int
    {
        return $this->handle()->event_count();
    }

    /** When the last event was, in UTC. */
    public function lastAt(): ?\DateTimeImmutable
    {
        $handle = $this->handle();
        return $handle->event_count() === 0 ? null : Documents::moment($handle->last_at());
    }
}

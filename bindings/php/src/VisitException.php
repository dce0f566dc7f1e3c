<?php
/* A visit, an event or a time that cannot be used. */
declare(strict_types=1);

namespace Homevisit;

final class VisitException extends HomevisitException
{
}

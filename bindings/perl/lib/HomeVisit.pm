package HomeVisit;

# The package as a whole: what is asked of the library rather than of a policy or a visit.
use strict;
use warnings;

use HomeVisit::Call ();
use HomeVisit::Error;
use HomeVisit::Policy;
use HomeVisit::Report;
use HomeVisit::Surface;
use HomeVisit::Visit;

our $VERSION = HomeVisit::Surface::surface_version();

sub version { return HomeVisit::Surface::surface_version() }

# The ids of the policies that are built in.
sub bundled_policies {
    my @ids;
    while ((my $id = HomeVisit::Surface::surface_bundled_id(scalar @ids)) ne '') {
        push @ids, $id;
    }
    return @ids;
}

# The names of a vocabulary: 'event', 'role', …; 'vocabularies' lists them.
sub vocabulary {
    my ($name) = @_;
    my $count = HomeVisit::Surface::surface_vocabulary_count($name);
    return map { HomeVisit::Surface::surface_vocabulary_name($name, $_) } 0 .. $count - 1;
}

# The JSON Schema of a document: 'policy', 'visit', 'report' or 'cases'.
sub schema {
    my ($document) = @_;
    return HomeVisit::Call::text(HomeVisit::Surface::surface_schema($document), 'HomeVisit::Error');
}

# The errors and warnings of a policy's text, as a list of problems. today => a time, for the review date.
sub validate {
    my ($policy, %arguments) = @_;
    my $outcome = HomeVisit::Surface::surface_policy_validate(HomeVisit::Call::document($policy),
        HomeVisit::Call::moment($arguments{today}), HomeVisit::Call::options(%arguments));
    HomeVisit::Call::misused($outcome);
    return @{ HomeVisit::Error::read_problems($outcome) };
}

# Seconds since 1970-01-01T00:00:00Z of a time in RFC 3339, and back.
sub read_time {
    my ($text) = @_;
    my $outcome = HomeVisit::Surface::surface_time_read($text);
    HomeVisit::Call::check($outcome, 'HomeVisit::VisitError');
    return $outcome->number;
}

sub write_time {
    my ($seconds) = @_;
    return HomeVisit::Call::text(HomeVisit::Surface::surface_time_write($seconds), 'HomeVisit::Error');
}

# For tests: what was allocated through this package and not released.
sub live_allocations { return HomeVisit::Surface::surface_live_allocations() }

1;

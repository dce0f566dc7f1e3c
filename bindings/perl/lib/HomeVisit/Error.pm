package HomeVisit::Error;

# What is thrown where a document cannot be used: HomeVisit::PolicyError or HomeVisit::VisitError, both of this class.
use strict;
use warnings;

use JSON::PP ();
use overload '""' => sub { $_[0]->message . "\n" }, 'bool' => sub { 1 }, fallback => 1;

my $json = JSON::PP->new;

sub new {
    my ($class, $outcome) = @_;
    return bless { message => $outcome->message, json => $outcome->problems }, $class;
}

# The first problem's sentence.
sub message { return $_[0]{message} }

# {"problems": […]} as the library writes it, the same bytes in every language once encoded in UTF-8.
sub json { return $_[0]{json} }

# All that is wrong, in the order of the places: a list of hashes with kind, code, file, line, column (both from 1, in
# characters), pointer, message and suggestion.
sub problems {
    my ($self) = @_;
    $self->{problems} ||= $json->decode($self->{json})->{problems};
    return @{ $self->{problems} };
}

# An outcome's problems, errors and warnings alike; each says in severity what it is.
sub read_problems {
    my ($outcome) = @_;
    my $problems = $json->decode($outcome->problems)->{problems};
    $problems->[$_]{severity} = $outcome->is_warning($_) ? 'warning' : 'error' for 0 .. $#$problems;
    return $problems;
}

package HomeVisit::PolicyError;
our @ISA = ('HomeVisit::Error');

package HomeVisit::VisitError;
our @ISA = ('HomeVisit::Error');

1;

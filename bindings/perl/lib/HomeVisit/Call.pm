package HomeVisit::Call;

# Between Perl and the library, for this package alone: documents become text, and an outcome that failed an exception.
use strict;
use warnings;

use Carp ();
use HomeVisit::Error ();
use HomeVisit::Surface ();
use JSON::PP ();

our @CARP_NOT = qw(HomeVisit HomeVisit::Policy HomeVisit::Visit HomeVisit::Report);

use constant { E_MEMORY => -6, E_ARGUMENT => -8 };

my $json = JSON::PP->new->canonical;

# A thread that is started gets no copy of the handles: two would free the same object.
{
    no strict 'refs';
    for my $class (qw(Options Outcome Policy Visit Report Policies)) {
        *{"HomeVisit::Surface::${class}Handle::CLONE_SKIP"} = sub { 1 };
    }
}

# Throws where the call itself was wrong or memory ran out.
sub misused {
    my ($outcome) = @_;
    my $code = $outcome->code;
    Carp::croak($outcome->message) if $code == E_ARGUMENT;
    die "out of memory\n" if $code == E_MEMORY;
    return;
}

# Throws where the outcome is no success.
sub check {
    my ($outcome, $class) = @_;
    return if $outcome->code == 0;
    misused($outcome);
    die $class->new($outcome);
}

# The text that was asked for.
sub text {
    my ($outcome, $class) = @_;
    check($outcome, $class);
    return $outcome->text;
}

# A document as the library takes it: text and bytes as they are, a hash as JSON.
sub document {
    my ($source) = @_;
    Carp::croak('a document is a string, a reference to a string of bytes, or a hash') if !defined $source;
    return ref $source eq 'HASH' ? $json->encode($source) : $source;
}

# name => what problems call the document, bases => [documents], limits => { max_events => 5000 }
sub options {
    my (%arguments) = @_;
    my $options = HomeVisit::Surface::OptionsHandle->new or die "out of memory\n";
    told($options->document($arguments{name}), 'the name') if defined $arguments{name};
    told($options->add_base(document($_)), 'a base') for @{ $arguments{bases} || [] };
    my $limits = $arguments{limits} || {};
    told($options->limit($_, $limits->{$_}), "the limit $_") for sort keys %$limits;
    return $options;
}

sub told {
    my ($code, $what) = @_;
    Carp::croak("$what: " . HomeVisit::Surface::surface_code_text($code)) if $code != 0;
    return;
}

# A time in RFC 3339, or none, as the pair that calls take.
sub moment {
    my ($at) = @_;
    return (0, 0) if !defined $at;
    my $outcome = HomeVisit::Surface::surface_time_read($at);
    check($outcome, 'HomeVisit::VisitError');
    return (1, $outcome->number);
}

# The bytes of a file, as a document; the library says where they are no UTF-8.
sub file {
    my ($path) = @_;
    open my $handle, '<:raw', $path or Carp::croak("$path: $!");
    local $/;
    my $bytes = <$handle>;
    close $handle or Carp::croak("$path: $!");
    return \$bytes;
}

1;

package HomeVisit::Policy;

# A school's policy, loaded, and the questions to it.
use strict;
use warnings;

use Carp ();
use HomeVisit::Call ();
use HomeVisit::Error ();
use HomeVisit::Report ();
use HomeVisit::Surface ();

# From a document: a string, a reference to bytes, or a hash. bases, name and limits as HomeVisit::Call says.
sub load {
    my ($class, $document, %options) = @_;
    return $class->_taken(
        HomeVisit::Surface::surface_policy_load(HomeVisit::Call::document($document), HomeVisit::Call::options(%options)));
}

sub load_file {
    my ($class, $path, %options) = @_;
    return $class->load(HomeVisit::Call::file($path), name => $path, %options);
}

# One that is built in, by its id.
sub bundled {
    my ($class, $id, %options) = @_;
    return $class->_taken(HomeVisit::Surface::surface_policy_bundled($id, HomeVisit::Call::options(%options)));
}

sub _taken {
    my ($class, $outcome) = @_;
    HomeVisit::Call::check($outcome, 'HomeVisit::PolicyError');
    return bless { handle => $outcome->take_policy }, $class;
}

sub id         { return $_[0]{handle}->id }
sub version    { return $_[0]{handle}->version }
sub title      { return $_[0]{handle}->title }
sub rule_count { return $_[0]{handle}->rule_count }

# Whether an event (a string or a hash) may happen now.
sub check {
    my ($self, $visit, $event) = @_;
    return _report(HomeVisit::Surface::surface_check($self->{handle}, _handle($visit), HomeVisit::Call::document($event)));
}

# Where a visit stands; at is a time in RFC 3339, the last event's where left out.
sub status {
    my ($self, $visit, $at) = @_;
    return _report(HomeVisit::Surface::surface_status($self->{handle}, _handle($visit), HomeVisit::Call::moment($at)));
}

# The whole record replayed.
sub audit {
    my ($self, $visit, $at) = @_;
    return _report(HomeVisit::Surface::surface_audit($self->{handle}, _handle($visit), HomeVisit::Call::moment($at)));
}

# The policy as a document for people: 'markdown', 'html' or 'json'.
sub show {
    my ($self, $format) = @_;
    return HomeVisit::Call::text(HomeVisit::Surface::surface_policy_show($self->{handle}, $format || 'markdown'),
        'HomeVisit::PolicyError');
}

# A time in seconds since 1970-01-01T00:00:00Z as the policy's own clock shows it.
sub local_time {
    my ($self, $seconds) = @_;
    return HomeVisit::Call::text(HomeVisit::Surface::surface_time_write_local($self->{handle}, $seconds),
        'HomeVisit::PolicyError');
}

sub _handle {
    my ($visit) = @_;
    Carp::croak('a HomeVisit::Visit is asked about') if !UNIVERSAL::isa($visit, 'HomeVisit::Visit');
    return $visit->{handle};
}

sub _report {
    my ($outcome) = @_;
    HomeVisit::Call::check($outcome, 'HomeVisit::VisitError');
    return HomeVisit::Report->new($outcome->take_report);
}

1;

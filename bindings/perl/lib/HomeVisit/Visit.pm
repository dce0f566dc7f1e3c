package HomeVisit::Visit;

# A visit's record: loaded, or begun and appended to.
use strict;
use warnings;

use HomeVisit::Call ();
use HomeVisit::Error ();
use HomeVisit::Surface ();

# From a document: a string, a reference to bytes, or a hash.
sub load {
    my ($class, $document, %options) = @_;
    return $class->_taken(
        HomeVisit::Surface::surface_visit_load(HomeVisit::Call::document($document), HomeVisit::Call::options(%options)));
}

sub load_file {
    my ($class, $path, %options) = @_;
    return $class->load(HomeVisit::Call::file($path), name => $path, %options);
}

# An empty one.
sub new {
    my ($class, $id, %options) = @_;
    return $class->_taken(HomeVisit::Surface::surface_visit_new($id, HomeVisit::Call::options(%options)));
}

sub _taken {
    my ($class, $outcome) = @_;
    HomeVisit::Call::check($outcome, 'HomeVisit::VisitError');
    return bless { handle => $outcome->take_visit }, $class;
}

# Appends an event, a string or a hash; where it is refused, the record stays as it was.
sub append {
    my ($self, $event) = @_;
    my $outcome = HomeVisit::Surface::surface_visit_append($self->{handle}, HomeVisit::Call::document($event));
    HomeVisit::Call::check($outcome, 'HomeVisit::VisitError');
    return $self;
}

sub id          { return $_[0]{handle}->id }
sub event_count { return $_[0]{handle}->event_count }

# The last event's time in seconds since 1970-01-01T00:00:00Z; undef where there is no event.
sub last_at {
    my ($self) = @_;
    return $self->event_count ? $self->{handle}->last_at : undef;
}

1;

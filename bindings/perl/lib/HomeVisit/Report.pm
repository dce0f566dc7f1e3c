package HomeVisit::Report;

# An answer: the text as the library writes it, and what stands in it.
use strict;
use warnings;

use HomeVisit::Call ();
use HomeVisit::Error ();
use HomeVisit::Surface ();
use JSON::PP ();

my $json = JSON::PP->new;

# For HomeVisit::Policy. The library's report goes at once; it needs neither the policy nor the visit any more.
sub new {
    my ($class, $handle) = @_;
    my $text = HomeVisit::Call::text(HomeVisit::Surface::surface_report_json($handle), 'HomeVisit::VisitError');
    return bless { json => $text }, $class;
}

# The JSON, a string of characters: the same bytes in every language once encoded in UTF-8.
sub json { return $_[0]{json} }

# All of it as a hash. It is read when it is first asked for.
sub data {
    my ($self) = @_;
    return $self->{data} ||= $json->decode($self->{json});
}

# 'allow', 'warn', 'unknown', 'deny' or 'impossible'; undef for a status, which decides nothing as a whole.
sub decision { return $_[0]->data->{decision} }

# Lists of hashes, named as in docs/format.md; empty where this kind of report has none.
sub findings  { return @{ $_[0]->data->{findings}  || [] } }
sub duties    { return @{ $_[0]->data->{duties}    || [] } }
sub steps     { return @{ $_[0]->data->{steps}     || [] } }
sub options   { return @{ $_[0]->data->{options}   || [] } }
sub checklist { return @{ $_[0]->data->{checklist} || [] } }
sub advice    { return @{ $_[0]->data->{advice}    || [] } }
sub notices   { return @{ $_[0]->data->{notices}   || [] } }
sub missing   { return @{ $_[0]->data->{missing}   || [] } }

1;

# frozen_string_literal: true

module Homevisit
  # A school's policy, loaded. It never changes; any number of threads may ask it.
  class Policy
    include Owner

    class << self
      # From a document: JSON text or a Hash. bases: documents that it may extend; name: what problems call it; limits:
      # { max_rules: 500 }. With a block, the policy is closed at its end.
      def load(document, **options, &block)
        Owner.open(new(:surface_policy_load, Call.document(document), options), &block)
      end

      def load_file(path, **options, &block)
        load(File.binread(path), name: path.to_s, **options, &block)
      end

      # One that is built in, by its id.
      def bundled(id, **options, &block)
        Owner.open(new(:surface_policy_bundled, Call.text(id), options), &block)
      end

      private :new
    end

    def initialize(load, text, options)
      outcome = Call.with_options(options) { |handle| Surface.public_send(load, text, handle) }
      @handle = Call.take(outcome, PolicyError, :take_policy)
    end

    def id = handle.id
    def version = handle.version
    def title = handle.title
    def rule_count = handle.rule_count

    # Whether an event (JSON text or a Hash) may happen now.
    def check(visit, event)
      report(Surface.surface_check(handle, visit_handle(visit), Call.document(event)))
    end

    # Where a visit stands. at: a time in RFC 3339, a Time or seconds; the last event's where left out.
    def status(visit, at: nil)
      report(Surface.surface_status(handle, visit_handle(visit), *Call.moment(at)))
    end

    # The whole record replayed.
    def audit(visit, at: nil)
      report(Surface.surface_audit(handle, visit_handle(visit), *Call.moment(at)))
    end

    # The policy as a document for people: "markdown", "html" or "json".
    def show(format = "markdown")
      Call.take(Surface.surface_policy_show(handle, Call.text(format)), PolicyError, :text)
    end

    # A time as the policy's own clock shows it.
    def local_time(time)
      Call.take(Surface.surface_time_write_local(handle, Call.moment(time).last), PolicyError, :text)
    end

    # Lets the policy go at once; reports do not need it.
    def close
      gone, @handle = @handle, nil
      Surface.surface_policy_free(gone) if gone
      nil
    end

    def inspect
      closed? ? "#<Homevisit::Policy closed>" : "#<Homevisit::Policy #{id} #{version}: #{rule_count} rules>"
    end

    private

    def visit_handle(visit)
      raise TypeError, "expected a Homevisit::Visit, not #{visit.class}" unless visit.is_a?(Visit)

      visit.handle
    end

    def report(outcome)
      Report.new(Call.take(outcome, VisitError, :take_report))
    end
  end
end

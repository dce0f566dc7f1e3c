# frozen_string_literal: true

module Homevisit
  # A visit's record: loaded, or begun and appended to.
  class Visit
    include Owner

    class << self
      # From a document: JSON text or a Hash; name and limits as with Policy.load. With a block, closed at its end.
      def load(document, **options, &block)
        Owner.open(of(:surface_visit_load, Call.document(document), options), &block)
      end

      def load_file(path, **options, &block)
        load(File.binread(path), name: path.to_s, **options, &block)
      end

      # An empty one.
      def new(id, **options, &block)
        Owner.open(of(:surface_visit_new, Call.text(id), options), &block)
      end

      private

      def of(load, text, options)
        allocate.tap { |visit| visit.send(:initialize, load, text, options) }
      end
    end

    def initialize(load, text, options)
      outcome = Call.with_options(options) { |handle| Surface.public_send(load, text, handle) }
      @handle = Call.take(outcome, VisitError, :take_visit)
    end

    # Appends an event, JSON text or a Hash; where it is refused, the record stays as it was.
    def append(event)
      Call.take(Surface.surface_visit_append(handle, Call.document(event)), VisitError)
      self
    end
    alias << append

    def id = handle.id
    def event_count = handle.event_count

    # The last event's Time, in UTC; nil where there is no event.
    def last_at
      event_count.zero? ? nil : Time.at(handle.last_at).utc
    end

    # Lets the record go at once.
    def close
      gone, @handle = @handle, nil
      Surface.surface_visit_free(gone) if gone
      nil
    end

    def inspect
      closed? ? "#<Homevisit::Visit closed>" : "#<Homevisit::Visit #{id}: #{event_count} events>"
    end
  end
end
